/** What providers answer at their token endpoint, brought into the form of RFC 6749 section 5. */
import { valueAt } from './captures.ts'

export interface RawTokenResponse {
  status: number
  body: string
}

type Fields = Record<string, unknown>

const deepest = 3
const mostFields = 60
const longestField = 16_384
/** Three centuries. Past it an end is no date any more, so the token is taken for one without an end. */
const longestLifeSeconds = 1e10

/**
 * Rewrites an answer as RFC 6749 section 5 has it: JSON, 200 with `access_token` and `token_type`, or 4xx with
 * `error`. Providers differ: GitHub answers errors with 200 and forms when not asked for JSON; Slack says
 * `ok: false` with 200, calls its token type `bot`, and puts a user's token below `authed_user`; others send
 * `expires_in` as text or null. An id_token is dropped, as nothing here reads it.
 */
export function normaliseTokenResponse(
  { status, body }: RawTokenResponse,
  { token_path: path }: { token_path?: string | undefined } = {},
): { status: number; json: Fields } {
  const whole = parseBody(body)
  const within = path === undefined ? undefined : objectOf(valueAt(whole, path))
  const fields = within && text(within['access_token']) !== undefined ? within : whole
  const accessToken = text(fields['access_token']) ?? text(objectOf(fields['authed_user'])['access_token'])
  if (accessToken === undefined) {
    const error = errorName(fields)
    if (error === undefined) return { status, json: {} }
    return { status: status < 400 ? 400 : status, json: { error } }
  }
  const {
    id_token: _id,
    access_token: _a,
    token_type: _type,
    expires_in,
    refresh_token,
    scope,
    ...rest
  } = fields
  const seconds = Number(expires_in ?? Number.NaN)
  const refreshToken = text(refresh_token)
  const scopes = Array.isArray(scope) ? scope.map(String).join(' ') : text(scope)
  return {
    status: status < 300 ? 200 : status,
    json: {
      // First what must be kept: `flattenTokens` ends after 60 fields.
      access_token: accessToken,
      token_type: 'bearer',
      ...(seconds > 0 && seconds <= longestLifeSeconds && { expires_in: seconds }),
      ...(refreshToken !== undefined && { refresh_token: refreshToken }),
      ...(scopes !== undefined && { scope: scopes }),
      ...rest,
    },
  }
}

/**
 * The fields of a token response as one flat record: nested ones with dots (`team.id`), as templates name them.
 * At most 60 fields, 3 levels and 16384 characters each; the rest is left out.
 */
export function flattenTokens(json: Readonly<Fields>): Record<string, string> {
  const flat: [string, string][] = []
  collect(json, '', 1, flat)
  return Object.fromEntries(flat)
}

function collect(fields: Readonly<Fields>, prefix: string, depth: number, flat: [string, string][]): void {
  for (const [name, value] of Object.entries(fields)) {
    if (flat.length >= mostFields) return
    if (name === '__proto__') continue
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < deepest) {
      collect(value as Fields, `${prefix}${name}.`, depth + 1, flat)
    } else if (['string', 'number', 'boolean'].includes(typeof value)) {
      const textValue = String(value)
      if (textValue !== '' && textValue.length <= longestField) flat.push([prefix + name, textValue])
    }
  }
}

function parseBody(body: string): Fields {
  try {
    return objectOf(JSON.parse(body))
  } catch {
    return /^[\w.%+*-]+=/.test(body) ? Object.fromEntries(new URLSearchParams(body)) : {}
  }
}

/** `{error: "…"}`, or `{error: {type | code | status}}` as some write it. Only names, never free text. */
function errorName(fields: Fields): string | undefined {
  const { error } = fields
  const nested = objectOf(error)
  const name = text(error) ?? text(nested['type']) ?? text(nested['code']) ?? text(nested['status'])
  if (name === undefined) return error === undefined ? undefined : 'unknown_error'
  return /^[\w.-]{1,64}$/.test(name) ? name : 'unknown_error'
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
