/**
 * What can be read in a text without a language model. Each reader looks for one kind of thing and takes it where
 * only one field can be meant; what is left over makes the whole text unread, so that nothing is half understood.
 */
import { readDay } from './read-day.ts'
import { quoteMark, type Field, type Reading } from './reading.ts'

type Reader = (reading: Reading, today: Date) => void

/** `title: Login fails`, `per_page=5`: to the next name, `;` or end of line. */
const labelled: Reader = (reading) => {
  const labels = [...reading.rest.matchAll(labelPattern(reading.fields, String.raw`\s*[:=](?!\/\/)\s*`))]
  for (const [at, label] of labels.entries()) {
    const field = fieldOf(reading, label[1] ?? '')
    const start = label.index + label[0].length
    const next = labels[at + 1]?.index ?? reading.rest.length
    const stop = reading.rest.slice(start, next).search(/[\n;]/)
    const piece = reading.rest.slice(start, stop < 0 ? next : start + stop)
    const quoted = new RegExp(`^${quoteMark}(?!\\s*,\\s*\u0001)`).exec(piece)?.[0]
    const end = start + (quoted ?? piece).length
    const value =
      field && valueOf(reading, field, quoted ?? withoutJoint(piece, stop < 0 && at + 1 < labels.length))
    if (field && value !== undefined && !Object.hasOwn(reading.args, field.name)) {
      reading.set(field, value, label.index, end)
    }
  }
}

/** What joins one `name: value` to the next: a comma, `and`, `in`. */
function withoutJoint(piece: string, isFollowed: boolean): string {
  return isFollowed ? piece.replace(/[\s,]*(?:\b(?:and|with|in|to|for|on|at|the|its)\b[\s,]*)*$/i, '') : piece
}

function valueOf(reading: Reading, field: Field, piece: string): unknown {
  const text = reading.plain(piece)
  if (text === '') return undefined
  if (field.isList) {
    const items = piece.split(/\s*,\s*|\s+and\s+/).map((item) => single(field, reading.plain(item)))
    return items.includes(undefined) ? undefined : items
  }
  return single(field, text)
}

function single({ type, enum: values }: Field, text: string): unknown {
  const bare = text.replace(/[.,]$/, '')
  if (values.length > 0) return values.find((value) => value.toLowerCase() === bare.toLowerCase())
  if (type === 'integer' || type === 'number')
    return /^-?\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : undefined
  if (type === 'boolean')
    return /^(?:true|yes|on)$/i.test(bare) || (/^(?:false|no|off)$/i.test(bare) ? false : undefined)
  return type === 'string' || type === 'any' ? text : undefined
}

/** Words that stand for a field where a text in quotes follows. */
const sayings: readonly (readonly [word: string, fields: readonly string[]])[] = [
  ['titled', ['title', 'name', 'summary']],
  ['named', ['name', 'title']],
  ['called', ['name', 'title']],
  ['saying', ['text', 'message', 'body', 'content', 'markdown_text', 'comment']],
  ['for', ['query', 'q', 'search']],
]

/** `titled "Login fails"`, `labels "bug" and "ui"`. */
const named: Reader = (reading) => {
  const filler = String.raw`(?:\s+(?:is|of|as|to|be|saying|the))?\s*`
  const list = `(${quoteMark}(?:\\s*(?:,|and|,\\s*and)\\s*${quoteMark})*)`
  const pattern = labelPattern(
    reading.fields,
    filler + list,
    sayings.map(([word]) => word),
  )
  for (const match of reading.rest.matchAll(pattern)) {
    const [whole, word = '', pieces = ''] = match
    const synonyms = sayings.find(([saying]) => saying === word.toLowerCase())?.[1]
    const field = synonyms ? firstOpen(reading, synonyms) : fieldOf(reading, word)
    if (!field || Object.hasOwn(reading.args, field.name)) continue
    const value = valueOf(reading, field, pieces)
    const isOne = field.isList || new RegExp(`^${quoteMark}$`).test(pieces)
    if (value !== undefined && isOne) reading.set(field, value, match.index, match.index + whole.length)
  }
}

function firstOpen(reading: Reading, names: readonly string[]): Field | undefined {
  for (const name of names) {
    const field = reading.field(name)
    if (field) return field
  }
  return undefined
}

/** `acme/shop` where the tool takes owner and repository apart. */
const repository: Reader = (reading) => {
  const [owner, repo] = [reading.field('owner'), reading.field('repo')]
  const found = [...reading.rest.matchAll(/(?<![\w./:@-])([\w.-]{1,39})\/([\w.-]{1,100}\w)(?![\w/])/g)]
  const [match] = found
  if (!owner || !repo || !match || found.length > 1) return
  const end = match.index + match[0].length
  reading.set(owner, match[1], match.index, end)
  reading.set(repo, match[2], match.index, end)
}

const address = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`
const roles: readonly (readonly [word: string, fields: RegExp])[] = [
  ['bcc', /^bcc/],
  ['cc', /^cc/],
  ['from', /^(?:from|sender)/],
  [
    '',
    /^(?:to|recipient|recipient_email|to_email|recipients|email|email_address|emails|user_email|attendees)$/,
  ],
]

/** E-mail addresses, by the word before them. */
const emails: Reader = (reading) => {
  for (const [word, names] of roles) {
    const before = word === '' ? '(?:\\bto\\s+)?' : `\\b${word}:?\\s+`
    const pattern = new RegExp(`${before}(${address}(?:(?:\\s*,\\s*|\\s+and\\s+)${address})*)`, 'gi')
    const found = [...reading.rest.matchAll(pattern)]
    const [match] = found
    if (!match || found.length > 1) continue
    const list = [...(match[1] ?? '').matchAll(new RegExp(address, 'g'))].map(([one]) => one)
    const fields = reading.open().filter((field) => names.test(field.name) && field.type === 'string')
    const field = fields.find(({ isRequired }) => isRequired) ?? fields[0]
    const [first] = list
    if (!field || first === undefined || (list.length > 1 && !field.isList)) continue
    reading.set(field, field.isList ? list : first, match.index, match.index + match[0].length)
  }
}

/** A URL, where one field takes one. */
const urls: Reader = (reading) => {
  const found = [...reading.rest.matchAll(/\bhttps?:\/\/[\x21-\x7e]+[\w/#=&-]/g)]
  const takers = reading
    .open()
    .filter(({ name, format }) => format === 'uri' || /(?:^|_)(?:url|uri|link)$/.test(name))
  const [[match], [field]] = [found, takers]
  if (!match || !field || found.length > 1 || takers.length > 1) return
  reading.set(field, match[0], match.index, match.index + match[0].length)
}

const timeNames = /(?:^|_)(?:date|time|since|until|before|after|due|start|end|from|to)(?:_|$)|_(?:at|on)$/
const timeWords: readonly (readonly [word: string, fields: RegExp])[] = [
  ['since|after|from|starting', /since|after|start|from|min/],
  ['until|before|till|by|ending', /until|before|end|to$|due|max/],
  ['due', /due/],
]

/** Days, by the word before them, or where one field takes one. */
const dates: Reader = (reading, today) => {
  for (const [match, day] of readDay(reading.rest, today)) {
    const takers = reading
      .open()
      .filter(
        ({ type, format, name }) => type === 'string' && (format?.startsWith('date') || timeNames.test(name)),
      )
    const before = reading.rest.slice(0, match.index)
    const [word, names] = timeWords
      .map(([words, fields]) => [new RegExp(`\\b(?:${words})\\s+$`, 'i').exec(before), fields] as const)
      .find(([found]) => found) ?? [undefined, /(?:)/]
    const meant = takers.filter(({ name }) => names.test(name))
    const [field] = meant
    if (!field || meant.length > 1) continue
    const wantsTime =
      field.format === 'date-time' || /8601|3339|timestamp|date-?time/i.test(field.description)
    const value = wantsTime && !day.includes('T') && field.format !== 'date' ? `${day}T00:00:00Z` : day
    reading.set(field, value, word?.index ?? match.index, match.index + match[0].length)
  }
}

const wordsAndNumber = /(?:([a-z]+)\s+)?(?:([a-z]+)\s+)?(#?)(?<![\w.-])(\d{1,15})(?![\w.-]*\w)/gi
const limitWords = /^(?:first|top|limit)$/
const limits = /^(?:limit|per_page|page_size|max_results|count|first|top|num_results)$/

/** `issue #12`, `page 2`, `first 10`. */
const numbers: Reader = (reading) => {
  for (const match of reading.rest.matchAll(wordsAndNumber)) {
    const [whole, far, near, hash, digits] = match
    const said = [far, near].flatMap((word) => word?.toLowerCase() ?? [])
    const takers = reading
      .open()
      .filter(({ type, isList }) => (type === 'integer' || type === 'number') && !isList)
    const byName = takers.filter(({ words }) => said.some((word) => words.includes(word)))
    const byLimit = said.some((word) => limitWords.test(word))
    const meant = byName.length > 0 ? byName : byLimit ? takers.filter(({ name }) => limits.test(name)) : []
    const required = takers.filter(({ isRequired, name }) => isRequired && /number|id$/.test(name))
    const chosen = meant.length === 0 && hash === '#' ? required : meant
    const [field] = chosen
    if (!field || chosen.length > 1 || digits === undefined) continue
    const word = said.find((one) => field.words.includes(one) || limitWords.test(one))
    const start =
      word === undefined ? whole.lastIndexOf(`${hash}${digits}`) : whole.toLowerCase().indexOf(word)
    reading.set(field, Number(digits), match.index + start, match.index + whole.length)
  }
}

/** A word that one field alone allows: `closed issues`. A verb such as in `open an issue` is none. */
const choices: Reader = (reading) => {
  for (const field of reading.open()) {
    const isNamed = field.words.some((word) => new RegExp(`\\b${escape(word)}`, 'i').test(reading.rest))
    const said = field.enum.flatMap((value) => {
      if (value.length < 3 && !isNamed) return []
      const spelled = escape(value).replaceAll(/[_ -]/g, '[_ -]')
      const pattern = new RegExp(`(?<![\\w-])${spelled}(?![\\w-])(?!\\s+(?:an?|the|my|all|new)\\b)`, 'gi')
      return [...reading.rest.matchAll(pattern)]
        .filter(({ index }) => reading.rest.slice(0, index).trim() !== '')
        .map((match) => ({ value, match }))
    })
    const others = reading
      .open()
      .filter((other) => other !== field && other.enum.some((value) => field.enum.includes(value)))
    const [one] = said
    if (!one || said.length > 1 || field.isList || isNegated(reading.rest, one.match.index)) continue
    if (others.length > 0 && !isNamed) continue
    reading.set(field, one.value, one.match.index, one.match.index + one.match[0].length)
  }
}

/** `a private repository`, `as a draft`: flags whose name is one word. */
const flags: Reader = (reading) => {
  for (const field of reading.open().filter(({ type, isList }) => type === 'boolean' && !isList)) {
    const word = field.words.filter((one) => one !== 'is').join(' ')
    const found = [...reading.rest.matchAll(new RegExp(`(?<![\\w-])${escape(word)}(?![\\w-])`, 'gi'))]
    const [match] = found
    if (word.includes(' ') || common.has(word) || reading.toolWords.has(word)) continue
    if (!match || found.length > 1 || isNegated(reading.rest, match.index)) continue
    if (reading.rest.slice(0, match.index).trim() === '') continue
    reading.set(field, true, match.index, match.index + match[0].length)
  }
}

const isNegated = (text: string, at: number) =>
  /\b(?:not|no|non|never|without|except|isn.t|aren.t|don.t)[\s-]+(?:an?\s+|the\s+)?$/i.test(text.slice(0, at))

const prose =
  /^(?:title|body|text|message|description|content|comment|subject|summary|note|markdown_text|query|q)$/

/** `username pg`, `owner acme`: a field's full name and one word after it; prose has more than one. */
const wordAfterName: Reader = (reading) => {
  const fields = reading.open().filter(({ name }) => !prose.test(name) && !common.has(name))
  const pattern = labelPattern(fields, String.raw`\s+(?:is\s+)?([\w@#.+/-]*[\w])(?=[\s,.;!?]|$)`)
  for (const match of reading.rest.matchAll(pattern)) {
    const field = fieldOf(reading, match[1] ?? '')
    const word = match[2] ?? ''
    const value =
      field && !field.isList && !common.has(word.toLowerCase()) && !reading.toolWords.has(word.toLowerCase())
        ? single(field, word)
        : undefined
    if (field && value !== undefined && !Object.hasOwn(reading.args, field.name)) {
      reading.set(field, value, match.index, match.index + match[0].length)
    }
  }
}

/** A text in quotes that is the only one left, where one required text is missing. */
const lastQuote: Reader = (reading) => {
  const found = [...reading.rest.matchAll(new RegExp(quoteMark, 'g'))]
  const takers = reading
    .open()
    .filter(
      ({ isRequired, type, enum: values, format }) =>
        isRequired && (type === 'string' || type === 'any') && values.length === 0 && format === undefined,
    )
  const [[match], [field]] = [found, takers]
  if (!match || !field || found.length > 1 || takers.length > 1) return
  reading.set(field, reading.plain(match[0]), match.index, match.index + match[0].length)
}

/** In the order in which they look: the surest first. */
export const readers: readonly Reader[] = [
  labelled,
  named,
  emails,
  urls,
  repository,
  dates,
  numbers,
  choices,
  flags,
  wordAfterName,
  lastQuote,
]

/** Words that say nothing of their own. */
export const common: ReadonlySet<string> = new Set(
  `a an the my me i we our us you your it its this that these those there please can could would will want need like
   to of in on at for from with by as is are be am do does so and or also just now all any some which who whose what
   where how new one using use let lets s his her their them`.split(/\s+/),
)

/** A pattern of the fields' names as words, the longest first, and what follows. */
function labelPattern(fields: readonly Field[], after: string, more: readonly string[] = []): RegExp {
  const names = fields.map(({ words }) => words.map(escape).join('[ _-]?'))
  const all = [...names, ...more].toSorted((one, other) => other.length - one.length)
  return new RegExp(`(?<![\\w.@/-])(${all.join('|') || '(?!)'})${after}`, 'gi')
}

function fieldOf(reading: Reading, label: string): Field | undefined {
  const folded = fold(label)
  return reading.fields.find(({ words }) => words.join('') === folded)
}

const fold = (text: string) => text.toLowerCase().replaceAll(/[ _-]/g, '')
const escape = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
