/** What a person sees of the process: help, the lines printed once it listens, and why it could not start. */
import { DataFolderInUseError, EmbeddedPostgresError } from '../db/embedded/embedded-postgres.ts'
import { ConfigurationError } from '../env.ts'
import type { BootstrapKeys } from '../projects/bootstrap.ts'
import { MasterKeyError } from '../vault/master-key.ts'

export interface BannerFacts {
  url: string
  /** How much is served: `38 toolkits, 1,936 tools`. */
  counts: string
  /** The keys just made, at the first start. */
  keys: BootstrapKeys | undefined
  /** The master key file just made, at the first start. */
  newMasterKeyFile: string | undefined
}

/** The lines printed once the server listens. */
export function banner({ url, counts, keys, newMasterKeyFile }: BannerFacts): string {
  const lines = [`Patchbay is listening on ${url} (${counts})`]
  if (newMasterKeyFile !== undefined) {
    lines.push('', `Back up ${newMasterKeyFile}: without it the stored credentials cannot be opened.`)
  }
  if (keys) {
    lines.push(
      '',
      'Keys, shown this once; the server keeps only their hashes:',
      `  project       ${keys.projectKey}`,
      `  organization  ${keys.organizationKey}`,
      `  user          ${keys.userKey}`,
    )
  }
  const key = keys?.projectKey ?? '$PATCHBAY_API_KEY'
  lines.push(
    '',
    'Try it:',
    `  curl -H "x-api-key: ${key}" "${url}/api/v3.1/tools?query=latest+posts&limit=3"`,
    `  curl -H "x-api-key: ${key}" -H "content-type: application/json" -d '{"user_id":"me","arguments":{"username":"pg"}}' ${url}/api/v3.1/tools/execute/HACKERNEWS_GET_USER`,
    `  COMPOSIO_BASE_URL=${url} COMPOSIO_API_KEY=${key} node your-agent.js`,
    '',
  )
  return lines.join('\n')
}

/** Errors whose message is written for the operator. */
const operatorErrors = [ConfigurationError, DataFolderInUseError, EmbeddedPostgresError, MasterKeyError]

/** A line for what an operator can mend; the whole stack for what is a bug. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (operatorErrors.some((kind) => error instanceof kind)) return error.message
  if ('code' in error && error.code === 'EADDRINUSE') return 'PORT: the port is in use; choose another'
  return error.stack ?? error.message
}
