/** Where a user goes after connecting: an address that the project chose and that we only append to. */
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { projectConfig } from '../projects/project-config.ts'

const longest = 2048

/**
 * Whether a browser may be sent there: an absolute http(s) URL without user info. Backslashes, spaces and control
 * characters are refused before parsing, since browsers and parsers disagree on them.
 */
export function isCallbackUrl(value: string): boolean {
  const url = /^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(value) ? URL.parse(value) : null
  if (!url || value.length > longest) return false
  return url.username === '' && url.password === '' && !/@/.test(authority(value))
}

/**
 * A callback URL that a project may use.
 * @param origins where the project lets its users be sent back to; undefined for anywhere.
 * @throws {ApiError} BadRequest naming `field`.
 */
export function checkCallbackUrl(
  value: string | undefined,
  field: string,
  origins?: readonly string[],
): string | undefined {
  if (value === undefined) return undefined
  const problem = !isCallbackUrl(value)
    ? `${field}: must be an http(s) URL without user name or password, up to ${longest} characters`
    : !isAllowedOrigin(value, origins)
      ? `${field}: must be of an origin that the project allows`
      : undefined
  if (problem === undefined) return value
  throw new ApiError('BadRequest', problem, {
    errors: [problem],
    ...(origins && { suggestedFix: 'See allowed_callback_origins of GET /api/v3.1/org/project/config.' }),
  })
}

/** The same, by the rules of a project. @throws {ApiError} BadRequest naming `field`. */
export async function checkProjectCallback(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  value: string | undefined,
  field: string,
): Promise<string | undefined> {
  if (value === undefined) return undefined
  const { allowed_callback_origins: origins } = await projectConfig(deps, projectId)
  return checkCallbackUrl(value, field, origins)
}

/** Whether a project lets its users be sent there. */
function isAllowedOrigin(callbackUrl: string, origins: readonly string[] | undefined): boolean {
  return origins === undefined || origins.includes(URL.parse(callbackUrl)?.origin ?? '')
}

/**
 * Where a browser may be sent by now: a project can change its origins after a link was made.
 * @returns undefined when the project named no page, or none that is still allowed.
 */
export function usableCallback(
  callbackUrl: string | null,
  origins: readonly string[] | undefined,
): string | undefined {
  if (callbackUrl === null || !isCallbackUrl(callbackUrl)) return undefined
  return isAllowedOrigin(callbackUrl, origins) ? callbackUrl : undefined
}

export type ConnectStatus = 'success' | 'failed'

/** Appends the outcome to a callback URL, as the SDKs expect it. */
export function withOutcome(callbackUrl: string, status: ConnectStatus, accountId: string): string {
  return withParameters(callbackUrl, { status, connected_account_id: accountId })
}

/** Appends parameters to an address; what its query and fragment hold stays, letter for letter. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const at = url.indexOf('#')
  const address = at < 0 ? url : url.slice(0, at)
  const fragment = at < 0 ? '' : url.slice(at)
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&'
  return `${address}${joint}${new URLSearchParams({ ...parameters })}${fragment}`
}

function authority(value: string): string {
  return /^https?:\/\/([^/?#]*)/i.exec(value)?.[1] ?? ''
}
