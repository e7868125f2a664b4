/** Public ids: a prefix that says what the thing is, then random characters. */
import { randomBytes } from 'node:crypto'
import { customAlphabet } from 'nanoid'

const shortId = customAlphabet('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-', 12)
const longId = customAlphabet('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 24)

/** Prefix of each kind of id. Ids are names, not capabilities: every query also says which project. */
export const idPrefixes = {
  organization: 'ok_',
  member: 'om_',
  project: 'pr_',
  apiKey: 'key_',
  authConfig: 'ac_',
  connectedAccount: 'ca_',
  disconnection: 'dis_',
  toolRouterSession: 'trs_',
  event: 'evt_',
  webhookSubscription: 'ws_',
  webhookDelivery: 'msg_',
  triggerInstance: 'ti_',
  webhookEndpoint: 'we_',
  log: 'log_',
  request: 'req_',
  consumerPermission: 'cp_',
  policy: 'pol_',
  approval: 'apr_',
  file: 'req_file_',
  recipe: 'rcp_',
  codactFailure: 'cdf_',
} as const

export type IdKind = keyof typeof idPrefixes

/** A new id such as `ca_V1StGXR8_Z5j` (12 random characters of 64: 72 bits). */
export function newId(kind: IdKind): string {
  return idPrefixes[kind] + shortId()
}

/** Whether `value` could be an id of this kind; says nothing about whether it exists. */
export function isId(kind: IdKind, value: string): boolean {
  const prefix = idPrefixes[kind]
  return value.startsWith(prefix) && /^[A-Za-z0-9_-]{1,60}$/.test(value.slice(prefix.length))
}

/** Whether `value` has the form of a UUID (RFC 9562). */
export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
}

/** A new API key such as `ak_…` with 24 random characters of 62: 142 bits. */
export function newApiKey(prefix: 'ak_' | 'oak_' | 'uak_'): string {
  return prefix + longId()
}

/** A bearer token for a link or a state parameter: 256 random bits, URL-safe. */
export function newToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}
