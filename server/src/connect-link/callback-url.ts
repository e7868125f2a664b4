/** Where a user goes after connecting: an address that the project chose and that we only append to. */
import { ApiError } from '../http/errors.ts'

const longest = 2048

/**
 * Checks a callback URL: an absolute http(s) URL without user info. Backslashes, spaces and control characters
 * are refused before parsing, since browsers and parsers disagree on them.
 * @throws {ApiError} BadRequest naming `field`.
 */
export function checkCallbackUrl(value: string | undefined, field: string): string | undefined {
  if (value === undefined) return undefined
  const url = /^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(value) ? URL.parse(value) : null
  if (
    url &&
    value.length <= longest &&
    url.username === '' &&
    url.password === '' &&
    !/@/.test(authority(value))
  ) {
    return value
  }
  const problem = `${field}: must be an http(s) URL without user name or password, up to ${longest} characters`
  throw new ApiError('BadRequest', problem, { errors: [problem] })
}

export type ConnectStatus = 'success' | 'failed'

/** Appends the outcome to a callback URL; what its query and fragment hold stays, letter for letter. */
export function withOutcome(callbackUrl: string, status: ConnectStatus, accountId: string): string {
  const at = callbackUrl.indexOf('#')
  const address = at < 0 ? callbackUrl : callbackUrl.slice(0, at)
  const fragment = at < 0 ? '' : callbackUrl.slice(at)
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&'
  const outcome = new URLSearchParams({ status, connected_account_id: accountId })
  return `${address}${joint}${outcome}${fragment}`
}

function authority(value: string): string {
  return /^https?:\/\/([^/?#]*)/i.exec(value)?.[1] ?? ''
}
