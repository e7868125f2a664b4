/** Reading what an app sent, and wording it as a trigger type says. */
import { createHash } from 'node:crypto'
import {
  fillConstants,
  isTemplate,
  renderTemplate,
  TemplateError,
  type Match,
  type TemplateScope,
} from '@patchbay/catalog'

/** What a path leads to: a field of that very name first (`@odata.deltaLink`), else along the dots. */
export function valueIn(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (path === '_') return value
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path]
  let found: unknown = value
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as Record<string, unknown>)[key]
  }
  return found
}

/** A short, stable name for any value. */
export function hashOf(...values: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 32)
}

/** A template as text; empty where it names what is not there. */
export function renderLoose(template: string, scope: TemplateScope): string {
  return template.replaceAll(/\{\{[^{}]*\}\}/g, (part) => {
    try {
      return renderTemplate(part, scope)
    } catch (error) {
      if (error instanceof TemplateError) return ''
      throw error
    }
  })
}

/** The event as the receiver gets it. What the app did not send is null. */
export function payloadFor(
  map: Readonly<Record<string, unknown>> | undefined,
  scope: TemplateScope,
): Record<string, unknown> {
  if (map === undefined) {
    const whole = scope.item?.['_']
    return typeof whole === 'object' && whole !== null && !Array.isArray(whole)
      ? { ...whole }
      : { value: whole ?? null }
  }
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, fill(value, scope)]))
}

function fill(value: unknown, scope: TemplateScope): unknown {
  if (typeof value === 'string') {
    if (!isTemplate(value)) return value
    try {
      return fillConstants(value, scope) ?? null
    } catch (error) {
      if (error instanceof TemplateError) return null
      throw error
    }
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, scope))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, scope)]))
}

/** Whether an event meets every rule. */
export function matches(
  rules: readonly Match[],
  item: Readonly<Record<string, unknown>>,
  scope: TemplateScope,
  began: string | undefined,
): boolean {
  const headers = item['headers']
  return rules.every((rule) => {
    const value = rule.header === undefined ? valueIn(item, rule.path ?? '_') : valueIn(headers, rule.header)
    if (rule.in && !rule.in.some((allowed) => allowed === (value ?? null))) return false
    if (rule.present !== undefined && rule.present !== isThere(value)) return false
    if (rule.since_start && began !== undefined && !(Date.parse(String(value)) >= Date.parse(began) - 60_000))
      return false
    if (rule.equals === undefined) return true
    const wanted = fillConstants(rule.equals, scope)
    return wanted === undefined || String(wanted) === String(value)
  })
}

function isThere(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}

/** `now` of templates. */
export function nowScope(now: Date): Record<string, unknown> {
  const ms = now.getTime()
  return {
    iso: now.toISOString(),
    minute: new Date(Math.floor(ms / 60_000) * 60_000).toISOString(),
    epoch: Math.floor(ms / 1_000),
    epoch_ms: ms,
    in_two_days: new Date(ms + 2 * 24 * 3_600_000).toISOString(),
  }
}
