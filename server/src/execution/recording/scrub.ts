/**
 * Takes secrets out of what is recorded: the credential's own wherever they appear, and whatever a name says is one, as
 * a provider may hand out tokens that nobody here has seen before.
 */
import { isSecretName } from '../../logs/payload.ts'
import { redactDeep, redactText } from '../../vault/redact.ts'
import { REDACTED } from '../../vault/secret.ts'

/** Objects nested deeper than this are left out. */
const deepest = 64

/** A copy of JSON-like data without secrets. */
export function scrubDeep(value: unknown, secrets: readonly string[]): unknown {
  return withoutNamed(redactDeep(value, secrets), deepest)
}

function withoutNamed(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return REDACTED
  if (Array.isArray(value)) return value.map((item) => withoutNamed(item, depth - 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [
      name,
      isSecretName(name) && isPlain(item) ? REDACTED : withoutNamed(item, depth - 1),
    ]),
  )
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

/** Headers without those that carry credentials. */
export function scrubHeaders(
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !isSecretName(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, redactText(value, secrets)]))
}

/** An address without secrets in its path or query. */
export function scrubUrl(url: URL, secrets: readonly string[]): string {
  const shown = new URL(url)
  for (const name of new Set(shown.searchParams.keys())) {
    if (isSecretName(name)) shown.searchParams.set(name, REDACTED)
  }
  shown.username = ''
  shown.password = ''
  return redactText(shown.href, secrets)
}

export type RecordedBody = { text: string } | { base64: string }

/** A body as text where it is some, JSON and forms field by field; other bytes without the secrets they spell out. */
export function scrubBody(body: Buffer, type: string, secrets: readonly string[]): RecordedBody {
  const text = body.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(body)) {
    const clean = redactText(body.toString('latin1'), secrets)
    return { base64: Buffer.from(clean, 'latin1').toString('base64') }
  }
  const clean = redactText(text, secrets)
  if (type.startsWith('application/x-www-form-urlencoded')) return { text: scrubForm(clean) }
  return { text: scrubJson(clean) }
}

function scrubJson(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? JSON.stringify(withoutNamed(value, deepest)) : text
  } catch {
    return text
  }
}

function scrubForm(text: string): string {
  const form = new URLSearchParams(text)
  for (const name of new Set(form.keys())) if (isSecretName(name)) form.set(name, REDACTED)
  return form.toString()
}
