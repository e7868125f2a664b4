/**
 * The operator's file (`PATCHBAY_CONFIG`): where a toolkit's API lives when it is not the public one, the OAuth
 * apps that all projects may use (managed auth), and the private addresses that outgoing calls may reach.
 */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { authModes } from '@patchbay/catalog'
import { parseAllowPrivate } from './egress/allow-private.ts'
import { ConfigurationError, type EnvApp } from './env.ts'
import { outsideHeap } from './vault/outside-heap.ts'

const HttpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' })

/** Overrides of one auth scheme. `client_id` present: the operator manages this scheme for every project. */
const ManagedAuth = z.strictObject({
  authorize_url: HttpUrl.optional(),
  token_url: HttpUrl.optional(),
  revoke_url: HttpUrl.optional(),
  client_id: z.string().min(1).optional(),
  client_secret: z.string().min(1).optional(),
  scopes: z.array(z.string()).optional(),
})

/** Polls of a toolkit's triggers, at a time and a minute, in all and of one account; each process keeps to it. */
const PollLimits = z.strictObject({
  at_once: z.int().positive().optional(),
  per_minute: z.number().positive().optional(),
  account_at_once: z.int().positive().optional(),
  account_per_minute: z.number().positive().optional(),
})

export const Config = z.strictObject({
  toolkits: z
    .record(
      z.string(),
      z.strictObject({
        base_url: HttpUrl.optional(),
        polls: PollLimits.optional(),
        auth: z.partialRecord(z.enum(authModes), ManagedAuth).default({}),
      }),
    )
    .default({}),
  egress: z
    .strictObject({ allow_private: z.array(z.string().superRefine(checkAllowPrivate)).default([]) })
    .default({ allow_private: [] }),
})

export type Config = z.infer<typeof Config>
export type ManagedAuth = z.infer<typeof ManagedAuth>

/** One entry of the list; the egress guard knows which forms there are. */
function checkAllowPrivate(entry: string, context: z.RefinementCtx): void {
  try {
    parseAllowPrivate([entry])
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: error instanceof Error ? error.message : 'is not an address',
    })
  }
}

/**
 * Reads the operator's file; without one, the defaults.
 * @throws {ConfigurationError} naming the file and each field that is wrong. Values are never repeated: one
 * of them may be a client secret.
 */
export async function loadConfig(file: string | undefined): Promise<Config> {
  if (file === undefined) return Config.parse({})
  const result = Config.safeParse(await readJson(file))
  if (result.success) return result.data
  const lines = result.error.issues.map(
    (issue) => `PATCHBAY_CONFIG ${file}: ${issue.path.join('.')}: ${issue.message}`,
  )
  throw new ConfigurationError(lines.join('\n'))
}

/**
 * The config with OAuth apps of the environment in it; they win over the file's. Endpoints stay the file's. From here
 * on the secrets of all of them are kept outside the heap, and read as before.
 */
export function withEnvApps(config: Config, apps: Readonly<Record<string, EnvApp>>): Config {
  let merged = config
  for (const [slug, app] of Object.entries(apps)) merged = withApp(merged, slug, { ...app })
  for (const { auth } of Object.values(merged.toolkits)) {
    for (const app of Object.values(auth)) hideSecret(app)
  }
  return merged
}

function hideSecret(app: ManagedAuth): void {
  if (app.client_secret === undefined) return
  const get = outsideHeap(app.client_secret)
  Object.defineProperty(app, 'client_secret', { get, enumerable: true, configurable: true })
}

/**
 * The config with another OAuth app for a toolkit. Nothing of the app before remains: a secret that belongs to
 * another client id would be shown to the provider in vain. Scopes remain, unless the app names its own.
 * @param app is kept, and gets the endpoints: it may be one that opens its secret only when asked.
 */
export function withApp(config: Config, slug: string, app: ManagedAuth): Config {
  const before = config.toolkits[slug]
  const { client_id: _, client_secret: __, ...rest } = before?.auth.OAUTH2 ?? {}
  if (app.scopes) delete rest.scopes
  const auth = { ...before?.auth, OAUTH2: Object.assign(app, rest) }
  return { ...config, toolkits: { ...config.toolkits, [slug]: { ...before, auth } } }
}

async function readJson(file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    throw new ConfigurationError(`PATCHBAY_CONFIG: cannot read ${file}`, { cause })
  }
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the text around the fault, which may hold a secret.
    throw new ConfigurationError(`PATCHBAY_CONFIG: ${file} is not JSON`)
  }
}
