import { stem } from './stem.ts'

/**
 * Words that name the same thing in the world of tools and apps: a group a line. A word may stand in
 * several groups; a group relates words, it does not make them equal (see the synonym weight in rank.ts).
 */
const GROUPS = `
message dm chat text msg
send deliver dispatch transmit
email mail e-mail inbox
repository repo
issue ticket bug
create add new make generate open
delete remove erase destroy trash
update edit modify change patch
get fetch retrieve read obtain show view
list enumerate browse all
search find lookup query locate discover
invoice bill
payment pay charge transaction
refund reimburse reimbursement
customer client buyer
subscription subscribe membership plan
order purchase buy
cart basket
product item goods sku
price cost rate fee
discount coupon promo voucher
shipment shipping delivery parcel package tracking
inventory stock warehouse
event meeting appointment
calendar schedule agenda
reminder alert notification notify
task todo assignment
project workspace
board kanban
sprint iteration cycle
milestone goal target
comment reply note remark
document doc file
folder directory
spreadsheet sheet excel workbook
row record entry
column field attribute
table database
upload attach attachment
download export
import load ingest
share permission access
user member account person people
team group organization organisation
contact lead prospect
company business firm corporation organization
deal opportunity
campaign newsletter mailing
form survey questionnaire poll
answer response
channel room conversation thread
call phone dial telephone
voice speech audio sound
video clip movie film
movie film cinema
show series tv television
actor cast star performer
director crew filmmaker
song track music
artist singer musician band
playlist album
podcast episode
image picture photo photograph
logo icon brand poster
look appearance image
design draw illustration sketch
screenshot capture snapshot
branch ref
commit changeset revision
merge combine join
pullrequest mr
build pipeline ci workflow
deploy deployment release publish
server host machine vm instance
container docker pod
cluster kubernetes k8s aks
bucket blob storage
secret credential password key
token jwt
certificate ssl tls cert
domain dns hostname
url link uri
website site webpage page web
crawl scrape extract spider
browser chrome
log trace telemetry
metric statistic stats analytics
report summary dashboard
chart graph plot diagram
monitor watch observe
error exception failure crash
test check validate verify
translate translation language
summarize summarise summary digest abstract
rewrite paraphrase rephrase polish
grammar spelling proofread
weather forecast temperature climate
rain precipitation
wind breeze
location place position address
map route direction navigation
distance mileage
nearby near around local
flight airline plane airfare
hotel lodging accommodation stay room
trip travel tour vacation holiday itinerary
car vehicle automobile auto
train rail railway
bus transit
taxi ride cab
parking park
restaurant dining eatery
recipe cooking meal dish food cook
ingredient grocery
nutrition calorie diet nutrient
drink beverage cocktail
wine beer
exercise workout fitness training
health medical healthcare
doctor physician
medicine drug medication
disease illness condition
symptom diagnosis diagnose
patient case
hospital clinic
appointment booking reservation
book reserve
novel literature book
read reading
word vocabulary term
dictionary definition define meaning
synonym thesaurus
quote quotation saying
joke humor funny pun
trivia quiz question
game gaming play
player athlete
match fixture
score result
league tournament competition
team club squad
football soccer
news headline article
article blog post
tweet twitter post
follower subscriber
like favorite favourite star
rating review feedback
recommend recommendation suggest suggestion
similar related alike
trend trending popular
hot popular top
latest recent newest current
upcoming future next
history historical past
today current now
date day
time hour clock
timezone tz
alarm timer wake
currency forex money
exchange convert conversion
crypto cryptocurrency bitcoin coin
nft token collectible
stock share equity ticker
market trading trade
bank banking
loan mortgage credit
tax vat
salary wage pay payroll compensation
budget expense spending
revenue income earnings sales
profit margin
investment invest portfolio
insurance policy
account ledger
balance fund
transfer move
job career employment vacancy
candidate applicant
resume cv
employee staff worker
hire recruit recruitment
leave absence vacation pto
course class lesson
student pupil learner
teacher instructor tutor
school university college
learn study education teach
exam test quiz
paper research publication
citation reference
science scientific
law legal
contract agreement
lawyer attorney
house home property
property estate realty apartment
rent rental lease
code program script
developer programmer
execute run invoke trigger
cancel abort stop
start begin launch
pause suspend
enable activate
disable deactivate
lock protect
approve accept confirm
reject decline deny
archive store
restore recover
backup snapshot
copy duplicate clone
rename name title
assign delegate allocate
invite invitation
join enter
login signin authenticate auth
register signup registration enroll
logout signout
tag label category
filter narrow
sort order
count number total amount quantity
calculate compute calculator math
compare comparison versus
analyze analyse analysis examine
predict prediction forecast estimate
detail information info description
setting configuration config preference option
webhook callback hook
key value
queue topic
function lambda
image vision ocr
pdf document
presentation slide slideshow deck
template preset
signature sign esign
horoscope zodiac astrology
gift present
pet dog cat animal
plant garden
color colour
random shuffle
ip address
country nation
city town
postcode zip zipcode postal
holiday celebration
wedding marriage
birthday birthdate
age old
gender sex
air pollution
quality pollution
space astronomy nasa planet
earthquake seismic
fashion clothing clothes outfit apparel
beauty cosmetic makeup
shop store shopping
advertise ad advertisement advertising
headline title
marketing promotion
seo keyword ranking
keyword tag
gain get
`

/** Groups larger in effect than this are cut: a query word never brings in more words than this. */
const MAX_SYNONYMS = 12

const TABLE = new Map<string, string[]>()
for (const line of GROUPS.trim().split('\n')) addGroup([...new Set(line.split(' ').map(stem))])

/** The stems related to a stem, without itself; empty when it has none. */
export function synonymsOf(word: string): readonly string[] {
  return TABLE.get(word) ?? []
}

function addGroup(stems: readonly string[]): void {
  for (const from of stems) {
    const known = TABLE.get(from) ?? []
    for (const to of stems) if (to !== from && !known.includes(to)) known.push(to)
    TABLE.set(from, known.slice(0, MAX_SYNONYMS))
  }
}
