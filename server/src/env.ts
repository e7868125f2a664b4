/**
 * The only reader of `process.env`. Every variable is parsed and checked once, at start; the message of a bad
 * one names it. `environmentHelp` is what `--help` prints, and the README's table repeats it.
 */
import { resolve } from 'node:path'
import { z } from 'zod'
import { Secret } from './vault/secret.ts'

export interface Env {
  port: number
  host: string
  dataDir: string
  /** Your own Postgres; absent: the embedded one in the data folder. */
  databaseUrl: string | undefined
  /** Origin under which browsers reach this server; absent: taken from each request. */
  publicUrl: string | undefined
  /** Origin of file links, when it differs from the public URL. */
  storagePublicUrl: string | undefined
  /** Bucket of an S3-compatible service that files are kept in, instead of the data folder. */
  s3: EnvS3 | undefined
  /** Seconds in which the body of a request has to arrive, where it is not streamed. */
  bodySeconds: number
  /** Most bytes of a stored file. */
  maxFileBytes: number
  /** Days after its last use that a file of a tool call is kept. */
  fileRetentionDays: number
  /** Days that events and their deliveries are kept. */
  eventRetentionDays: number
  /** How the SDKs' `triggers.subscribe` reaches events. */
  realtime: RealtimeEnv
  /** Polls of triggers that a process makes at a time: in all, of one toolkit, of one account. */
  polls: { atOnce: number; ofToolkit: number; ofAccount: number }
  masterKeyFile: string
  /** The master key itself, or a command that prints it (a KMS), instead of the file. */
  masterKey: Secret<string> | undefined
  masterKeyCommand: string | undefined
  role: 'all' | 'api' | 'worker'
  bootstrapApiKey: string | undefined
  bootstrapOrgApiKey: string | undefined
  configFile: string | undefined
  /** Server and project key of the commands that talk to one. */
  serverUrl: string | undefined
  apiKey: string | undefined
  /** Requests that an organisation may make in ten minutes. */
  rateLimit: number
  /** A language model for what people write in their own words; without it, simple texts are read here. */
  llm: EnvLlm | undefined
  /** An embeddings endpoint that has a say in the order of what search finds; without it, the engine's own stands. */
  embeddings: EnvLlm | undefined
  /** Which toolkits are served: those kept by hand, or all. */
  catalog: 'head' | 'full'
  /** Who runs the code of sessions: bubblewrap where it holds, or nobody. */
  workbench: 'auto' | 'docker' | 'podman' | 'e2b' | 'none'
  /** The account at E2B that runs it, when `workbench` says so. */
  e2b: EnvE2b | undefined
  workbenchImage: string
  workbenchCalls: number
  /** Most sandboxes at a time, and how many are started ahead. */
  workbenchMost: number
  workbenchSpare: number
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  /** OAuth apps for every project, by toolkit: `PATCHBAY_APP_<TOOLKIT>_CLIENT_ID` and `_CLIENT_SECRET`. */
  apps: Readonly<Record<string, EnvApp>>
}

export interface EnvLlm {
  /** Base URL of an API like OpenAI's, with its version: `https://api.openai.com/v1`. */
  url: string
  model: string
  apiKey: Secret<string> | undefined
}

export interface EnvS3 {
  /** Origin of the service: `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: Secret<string>
  /** The bucket is part of the path, as most services other than AWS have it, and not of the host. */
  pathStyle: boolean
}

export interface EnvE2b {
  apiKey: Secret<string>
  /** What a sandbox is made of; `{size}` in it stands for the session's `sandbox_size`. */
  template: string
  domain: string
  apiUrl: string
  /** Where every sandbox takes calls, when not at a host of its own below the domain. */
  sandboxUrl: string | undefined
}

export interface EnvApp {
  client_id: string
  /** Absent for a public client. */
  client_secret?: string
}

export interface RealtimeEnv {
  /** Where this server is reached over TLS, when the public URL is not. */
  url: string | undefined
  /** Name of a cluster whose `ws-NAME.pusher.com` leads to this server, or of `account`. */
  cluster: string | undefined
  /** An account at Pusher Channels that publishes instead of this server. */
  account: { appId: string; key: string; secret: Secret<string>; cluster: string; url: string } | undefined
}

const Origin = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .transform((url) => url.replace(/\/+$/, ''))
const key = (prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}[A-Za-z0-9_-]{4,128}$`),
      `must be ${prefix} and 4 to 128 letters, digits, _ or -`,
    )
const whole = z.coerce.number({ error: 'must be a whole number' }).int('must be a whole number')

const places = (usual: number) =>
  whole.min(1, 'must be at least 1').max(10_000, 'must be at most 10000').default(usual)

const variables = {
  PORT: whole.min(0, 'must be 0 to 65535').max(65_535, 'must be 0 to 65535').default(3210),
  HOST: z.string().min(1).default('127.0.0.1'),
  PATCHBAY_DATA_DIR: z.string().min(1).default('.patchbay'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  PATCHBAY_PUBLIC_URL: Origin.optional(),
  PATCHBAY_STORAGE_PUBLIC_URL: Origin.optional(),
  PATCHBAY_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  PATCHBAY_S3_ENDPOINT: Origin.refine((url) => new URL(url).pathname === '/', 'must have no path').optional(),
  PATCHBAY_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be the name of a region')
    .default('us-east-1'),
  PATCHBAY_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  PATCHBAY_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  PATCHBAY_S3_PATH_STYLE: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  PATCHBAY_BODY_SECONDS: whole.min(1, 'must be at least 1').max(3_600, 'must be at most 3600').default(60),
  PATCHBAY_MAX_FILE_MB: whole
    .min(1, 'must be at least 1')
    .max(5_000_000, 'must be at most 5000000')
    .default(2_048),
  PATCHBAY_FILE_RETENTION_DAYS: whole
    .min(1, 'must be at least 1')
    .max(36_500, 'must be at most 36500')
    .default(30),
  PATCHBAY_EVENT_RETENTION_DAYS: whole
    .min(4, 'must be at least 4: a delivery is tried for three days')
    .max(36_500, 'must be at most 36500')
    .default(30),
  PATCHBAY_POLLS_AT_ONCE: places(384),
  PATCHBAY_POLLS_PER_TOOLKIT: places(224),
  PATCHBAY_POLLS_PER_ACCOUNT: places(2),
  PATCHBAY_REALTIME_URL: z
    .url({ protocol: /^https$/, error: 'must be an https URL' })
    .refine((url) => URL.canParse(url) && /^\/*$/.test(new URL(url).pathname), 'must have no path')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  PATCHBAY_PUSHER_APP_ID: z.string().regex(/^\d+$/, 'must be a number').optional(),
  PATCHBAY_PUSHER_KEY: z.string().regex(/^\w+$/, 'must be letters and digits').optional(),
  PATCHBAY_PUSHER_SECRET: z.string().regex(/^\w+$/, 'must be letters and digits').optional(),
  PATCHBAY_PUSHER_API_URL: Origin.optional(),
  PATCHBAY_PUSHER_CLUSTER: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, 'must be a name such as eu')
    .optional(),
  PATCHBAY_MASTER_KEY_FILE: z.string().min(1).optional(),
  PATCHBAY_MASTER_KEY: z.string().min(1).optional(),
  PATCHBAY_MASTER_KEY_COMMAND: z.string().min(1).optional(),
  PATCHBAY_ROLE: z.enum(['all', 'api', 'worker'], { error: 'must be all, api or worker' }).default('all'),
  PATCHBAY_BOOTSTRAP_API_KEY: key('ak_').optional(),
  PATCHBAY_BOOTSTRAP_ORG_API_KEY: key('oak_').optional(),
  PATCHBAY_CONFIG: z.string().min(1).optional(),
  PATCHBAY_RATE_LIMIT: whole.min(1, 'must be at least 1').default(1_000_000),
  PATCHBAY_LLM_URL: Origin.optional(),
  PATCHBAY_LLM_MODEL: z.string().min(1).optional(),
  PATCHBAY_LLM_API_KEY: z.string().min(1).optional(),
  PATCHBAY_EMBEDDINGS_URL: Origin.optional(),
  PATCHBAY_EMBEDDINGS_MODEL: z.string().min(1).optional(),
  PATCHBAY_EMBEDDINGS_API_KEY: z.string().min(1).optional(),
  PATCHBAY_CATALOG: z.enum(['head', 'full'], { error: 'must be head or full' }).default('full'),
  PATCHBAY_URL: Origin.optional(),
  PATCHBAY_API_KEY: key('ak_').optional(),
  PATCHBAY_WORKBENCH: z
    .enum(['auto', 'docker', 'podman', 'e2b', 'none'], { error: 'must be auto, docker, podman, e2b or none' })
    .default('auto'),
  PATCHBAY_WORKBENCH_IMAGE: z
    .string()
    .regex(/^[a-zA-Z0-9][\w./:@-]*$/, 'must be the name of an image')
    .default('patchbay-workbench'),
  PATCHBAY_E2B_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,500}$/, 'must be a key, without spaces')
    .optional(),
  PATCHBAY_E2B_TEMPLATE: z
    .string()
    .regex(/^[\w./:{}-]{1,200}$/, 'must be the name of a template')
    .default('base'),
  PATCHBAY_E2B_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'must be a domain')
    .default('e2b.app'),
  PATCHBAY_E2B_API_URL: Origin.optional(),
  PATCHBAY_E2B_SANDBOX_URL: Origin.optional(),
  PATCHBAY_WORKBENCH_CALLS: whole
    .min(1, 'must be at least 1')
    .max(100_000, 'must be at most 100000')
    .default(1_000),
  PATCHBAY_WORKBENCH_MOST: whole
    .min(1, 'must be at least 1')
    .max(10_000, 'must be at most 10000')
    .default(50),
  PATCHBAY_WORKBENCH_SPARE: whole.min(0, 'must be at least 0').max(100, 'must be at most 100').optional(),
  PATCHBAY_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be fatal, error, warn, info, debug or silent',
    })
    .default('warn'),
}

export const environmentHelp: readonly (readonly [name: keyof typeof variables, meaning: string])[] = [
  ['PORT', 'port to listen on (3210; 0 picks a free one)'],
  ['HOST', 'address to listen on (127.0.0.1: this machine only)'],
  ['PATCHBAY_DATA_DIR', 'the data folder (.patchbay)'],
  ['DATABASE_URL', 'your own Postgres, postgres://… (default: an embedded one in the data folder)'],
  ['PATCHBAY_PUBLIC_URL', 'URL under which browsers reach this server (default: taken from each request)'],
  ['PATCHBAY_STORAGE_PUBLIC_URL', 'URL of file links, when it differs from the public URL'],
  ['PATCHBAY_S3_BUCKET', 'S3 bucket that files are kept in (none: in the data folder)'],
  ['PATCHBAY_S3_ENDPOINT', 'URL of its service (https://s3.REGION.amazonaws.com)'],
  ['PATCHBAY_S3_REGION', 'region of the bucket (us-east-1)'],
  ['PATCHBAY_S3_ACCESS_KEY_ID', 'access key of the bucket'],
  ['PATCHBAY_S3_SECRET_ACCESS_KEY', 'secret of that key'],
  ['PATCHBAY_S3_PATH_STYLE', 'on: the bucket is part of the path, not of the host (on where a URL is given)'],
  ['PATCHBAY_BODY_SECONDS', 'seconds in which the body of a request has to arrive, files apart (60)'],
  ['PATCHBAY_MAX_FILE_MB', 'largest file that is stored, in MiB (2048)'],
  ['PATCHBAY_FILE_RETENTION_DAYS', 'days after its last use that a file of a tool call is kept (30)'],
  ['PATCHBAY_EVENT_RETENTION_DAYS', 'days that events and their deliveries are kept (30)'],
  ['PATCHBAY_POLLS_AT_ONCE', 'polls of triggers that a process makes at a time (384)'],
  ['PATCHBAY_POLLS_PER_TOOLKIT', 'of those, polls of one toolkit (224)'],
  ['PATCHBAY_POLLS_PER_ACCOUNT', 'of those, polls of one connected account (2)'],
  ['PATCHBAY_REALTIME_URL', 'https URL under which triggers.subscribe reaches this server (the public URL)'],
  ['PATCHBAY_PUSHER_APP_ID', 'app of a Pusher Channels account that publishes events instead of this server'],
  ['PATCHBAY_PUSHER_KEY', 'key of that app'],
  ['PATCHBAY_PUSHER_SECRET', 'secret of that app'],
  ['PATCHBAY_PUSHER_API_URL', 'URL of its API (https://api-CLUSTER.pusher.com)'],
  ['PATCHBAY_PUSHER_CLUSTER', 'its cluster; alone: a NAME whose ws-NAME.pusher.com leads to this server'],
  ['PATCHBAY_MASTER_KEY_FILE', 'file that holds the master key (master.key in the data folder)'],
  ['PATCHBAY_MASTER_KEY', 'the master key itself, in base64, instead of the file'],
  ['PATCHBAY_MASTER_KEY_COMMAND', 'command that prints the master key, as of a KMS, instead of the file'],
  ['PATCHBAY_ROLE', 'all, api or worker (all)'],
  ['PATCHBAY_BOOTSTRAP_API_KEY', 'project key (ak_…) to set up at the first start instead of a random one'],
  ['PATCHBAY_BOOTSTRAP_ORG_API_KEY', 'organisation key (oak_…) to set up at the first start'],
  ['PATCHBAY_CONFIG', 'JSON file: toolkit base URLs and OAuth apps, private addresses allowed'],
  ['PATCHBAY_RATE_LIMIT', 'requests an organisation may make in ten minutes (1000000)'],
  ['PATCHBAY_LLM_URL', 'API like OpenAI’s that reads free text as arguments: https://…/v1 (none)'],
  ['PATCHBAY_LLM_MODEL', 'model that it is asked for'],
  ['PATCHBAY_LLM_API_KEY', 'key of that API, where it wants one'],
  [
    'PATCHBAY_EMBEDDINGS_URL',
    'embeddings API like OpenAI’s that helps to order what search finds: https://…/v1 (none)',
  ],
  ['PATCHBAY_EMBEDDINGS_MODEL', 'embeddings model that it is asked for'],
  ['PATCHBAY_EMBEDDINGS_API_KEY', 'key of that API, where it wants one'],
  ['PATCHBAY_CATALOG', 'head: only the toolkits kept by hand; full: all, built in the background (full)'],
  ['PATCHBAY_URL', 'server that commands such as toolkit add talk to (http://127.0.0.1:PORT)'],
  ['PATCHBAY_API_KEY', 'project key (ak_…) of those commands'],
  [
    'PATCHBAY_WORKBENCH',
    'what runs code of sessions: auto (bubblewrap, where the machine can), docker, podman, e2b, or none (auto)',
  ],
  ['PATCHBAY_WORKBENCH_IMAGE', 'image of docker and podman (patchbay-workbench)'],
  ['PATCHBAY_E2B_API_KEY', 'key of the E2B account that runs code'],
  ['PATCHBAY_E2B_TEMPLATE', 'its template; {size} in it stands for the sandbox_size of the session (base)'],
  ['PATCHBAY_E2B_DOMAIN', 'domain of an installation of your own (e2b.app)'],
  ['PATCHBAY_E2B_API_URL', 'URL of its API (https://api.DOMAIN)'],
  ['PATCHBAY_E2B_SANDBOX_URL', 'URL that its sandboxes are reached by (a host for each, below the domain)'],
  ['PATCHBAY_WORKBENCH_CALLS', 'calls of tools and helpers that one run of code may make (1000)'],
  ['PATCHBAY_WORKBENCH_MOST', 'most sandboxes at a time (50)'],
  [
    'PATCHBAY_WORKBENCH_SPARE',
    'sandboxes started ahead of their session, from the first use on (1; 0 at E2B)',
  ],
  ['PATCHBAY_LOG_LEVEL', 'fatal, error, warn, info, debug or silent (warn)'],
]

/** The variable that holds a part of a toolkit's OAuth app; undefined for a slug that no variable can spell. */
export function appVariable(slug: string, part: 'CLIENT_ID' | 'CLIENT_SECRET'): string | undefined {
  return slug.includes('-') ? undefined : `PATCHBAY_APP_${slug.toUpperCase()}_${part}`
}

const appName = /^PATCHBAY_APP_([A-Z0-9][A-Z0-9_]*)_CLIENT_(ID|SECRET)$/

/** A variable or file that the operator set is wrong. The message is for a person and names it. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/**
 * Reads the environment.
 * @throws {ConfigurationError} with one line for each variable that is wrong.
 */
export function parseEnv(source: NodeJS.ProcessEnv): Env {
  const set = Object.fromEntries(
    Object.keys(variables).flatMap((name) => (source[name] ? [[name, source[name]]] : [])),
  )
  const result = z.object(variables).safeParse(set)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new ConfigurationError(lines.join('\n'))
  }
  const values = result.data
  const dataDir = resolve(values.PATCHBAY_DATA_DIR)
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    publicUrl: values.PATCHBAY_PUBLIC_URL,
    storagePublicUrl: values.PATCHBAY_STORAGE_PUBLIC_URL,
    s3: bucketOf(values),
    bodySeconds: values.PATCHBAY_BODY_SECONDS,
    maxFileBytes: values.PATCHBAY_MAX_FILE_MB * 1024 * 1024,
    fileRetentionDays: values.PATCHBAY_FILE_RETENTION_DAYS,
    eventRetentionDays: values.PATCHBAY_EVENT_RETENTION_DAYS,
    polls: {
      atOnce: values.PATCHBAY_POLLS_AT_ONCE,
      ofToolkit: values.PATCHBAY_POLLS_PER_TOOLKIT,
      ofAccount: values.PATCHBAY_POLLS_PER_ACCOUNT,
    },
    realtime: {
      url: values.PATCHBAY_REALTIME_URL,
      cluster: values.PATCHBAY_PUSHER_CLUSTER,
      account: pusherAccount(values),
    },
    masterKeyFile: resolve(values.PATCHBAY_MASTER_KEY_FILE ?? `${dataDir}/master.key`),
    masterKey: values.PATCHBAY_MASTER_KEY === undefined ? undefined : new Secret(values.PATCHBAY_MASTER_KEY),
    masterKeyCommand: values.PATCHBAY_MASTER_KEY_COMMAND,
    role: values.PATCHBAY_ROLE,
    bootstrapApiKey: values.PATCHBAY_BOOTSTRAP_API_KEY,
    bootstrapOrgApiKey: values.PATCHBAY_BOOTSTRAP_ORG_API_KEY,
    configFile: values.PATCHBAY_CONFIG,
    serverUrl: values.PATCHBAY_URL,
    apiKey: values.PATCHBAY_API_KEY,
    rateLimit: values.PATCHBAY_RATE_LIMIT,
    llm: modelOf('PATCHBAY_LLM', values),
    embeddings: modelOf('PATCHBAY_EMBEDDINGS', values),
    catalog: values.PATCHBAY_CATALOG,
    workbench: values.PATCHBAY_WORKBENCH,
    workbenchImage: values.PATCHBAY_WORKBENCH_IMAGE,
    e2b: values.PATCHBAY_WORKBENCH === 'e2b' ? e2bOf(values) : undefined,
    workbenchCalls: values.PATCHBAY_WORKBENCH_CALLS,
    workbenchMost: values.PATCHBAY_WORKBENCH_MOST,
    // One that waits at E2B is paid for.
    workbenchSpare: values.PATCHBAY_WORKBENCH_SPARE ?? (values.PATCHBAY_WORKBENCH === 'e2b' ? 0 : 1),
    logLevel: values.PATCHBAY_LOG_LEVEL,
    apps: appsIn(source),
  }
}

type S3Variables = { PATCHBAY_S3_REGION: string; PATCHBAY_S3_PATH_STYLE?: 'on' | 'off' | undefined } & {
  [name in `PATCHBAY_S3_${'BUCKET' | 'ENDPOINT' | 'ACCESS_KEY_ID' | 'SECRET_ACCESS_KEY'}`]?:
    | string
    | undefined
}

/** @throws {ConfigurationError} for a part of what a bucket needs. */
function bucketOf({
  PATCHBAY_S3_BUCKET: bucket,
  PATCHBAY_S3_ENDPOINT: given,
  PATCHBAY_S3_REGION: region,
  PATCHBAY_S3_ACCESS_KEY_ID: accessKeyId,
  PATCHBAY_S3_SECRET_ACCESS_KEY: secret,
  PATCHBAY_S3_PATH_STYLE: style = given === undefined ? 'off' : 'on',
}: S3Variables): EnvS3 | undefined {
  if (!bucket && !given && !accessKeyId && !secret) return undefined
  if (!bucket || !accessKeyId || !secret) {
    throw new ConfigurationError(
      'PATCHBAY_S3_BUCKET, _ACCESS_KEY_ID and _SECRET_ACCESS_KEY must be set together',
    )
  }
  const endpoint = given ?? `https://s3.${region}.amazonaws.com`
  const secretAccessKey = new Secret(secret)
  return { endpoint, region, bucket, accessKeyId, secretAccessKey, pathStyle: style === 'on' }
}

type E2bVariables = Record<'PATCHBAY_E2B_TEMPLATE' | 'PATCHBAY_E2B_DOMAIN', string> & {
  [name in `PATCHBAY_E2B_${'API_KEY' | 'API_URL' | 'SANDBOX_URL'}`]?: string | undefined
}

/** @throws {ConfigurationError} without a key. */
function e2bOf({
  PATCHBAY_E2B_API_KEY: key,
  PATCHBAY_E2B_TEMPLATE: template,
  PATCHBAY_E2B_DOMAIN: domain,
  PATCHBAY_E2B_API_URL: apiUrl = `https://api.${domain}`,
  PATCHBAY_E2B_SANDBOX_URL: sandboxUrl,
}: E2bVariables): EnvE2b {
  if (key === undefined) throw new ConfigurationError('PATCHBAY_WORKBENCH e2b needs PATCHBAY_E2B_API_KEY')
  return { apiKey: new Secret(key), template, domain, apiUrl, sandboxUrl }
}

type PusherVariables = {
  [name in `PATCHBAY_PUSHER_${'APP_ID' | 'KEY' | 'SECRET' | 'CLUSTER' | 'API_URL'}`]?: string | undefined
}

/** @throws {ConfigurationError} for half an account. */
function pusherAccount({
  PATCHBAY_PUSHER_APP_ID: appId,
  PATCHBAY_PUSHER_KEY: key,
  PATCHBAY_PUSHER_SECRET: secret,
  PATCHBAY_PUSHER_CLUSTER: cluster,
  PATCHBAY_PUSHER_API_URL: url = `https://api-${cluster}.pusher.com`,
}: PusherVariables): RealtimeEnv['account'] {
  if (appId === undefined && key === undefined && secret === undefined) return undefined
  if (appId && key && secret && cluster) return { appId, key, secret: new Secret(secret), cluster, url }
  throw new ConfigurationError(
    'PATCHBAY_PUSHER_APP_ID, _KEY, _SECRET and _CLUSTER must be set together, or only _CLUSTER',
  )
}

/** @throws {ConfigurationError} for one of URL and model without the other. */
function modelOf<Prefix extends 'PATCHBAY_LLM' | 'PATCHBAY_EMBEDDINGS'>(
  prefix: Prefix,
  values: { [name in `${Prefix}_${'URL' | 'MODEL' | 'API_KEY'}`]?: string | undefined },
): EnvLlm | undefined {
  const url = values[`${prefix}_URL`]
  const model = values[`${prefix}_MODEL`]
  const key = values[`${prefix}_API_KEY`]
  if (url === undefined && model === undefined && key === undefined) return undefined
  if (url === undefined) throw new ConfigurationError(`${prefix}_URL must be set beside the model and key`)
  if (model === undefined) throw new ConfigurationError(`${prefix}_MODEL must be set beside the URL`)
  return { url, model, apiKey: key === undefined ? undefined : new Secret(key) }
}

/** What a server goes on with: without the secrets that it has taken in by then. */
export function withoutSecrets(env: Env): Env {
  const taken = { masterKey: undefined, bootstrapApiKey: undefined, bootstrapOrgApiKey: undefined }
  return { ...env, ...taken, apiKey: undefined, s3: undefined, e2b: undefined, apps: {} }
}

/** @throws {ConfigurationError} for a secret without its client id. */
function appsIn(source: NodeJS.ProcessEnv): Record<string, EnvApp> {
  const slugs = Object.keys(source).flatMap((name) => (source[name] ? (appName.exec(name)?.[1] ?? []) : []))
  return Object.fromEntries(
    [...new Set(slugs)].map((slug) => {
      const id = source[`PATCHBAY_APP_${slug}_CLIENT_ID`]
      const secret = source[`PATCHBAY_APP_${slug}_CLIENT_SECRET`]
      if (!id) throw new ConfigurationError(`PATCHBAY_APP_${slug}_CLIENT_ID must be set beside its secret`)
      return [slug.toLowerCase(), { client_id: id, ...(secret && { client_secret: secret }) }]
    }),
  )
}

/** Names that start with PATCHBAY_ but mean nothing here: most likely misspelt. */
export function unknownVariables(source: NodeJS.ProcessEnv): string[] {
  return Object.keys(source).filter(
    (name) => name.startsWith('PATCHBAY_') && !(name in variables) && !appName.test(name),
  )
}
