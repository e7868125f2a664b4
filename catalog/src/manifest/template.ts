/**
 * Templates: `{{namespace.name}}` with filters, `{{cfg.region|default:eu|lower}}`. No expressions.
 *
 * | filter          | result                                                                     |
 * | --------------- | -------------------------------------------------------------------------- |
 * | `default:VALUE` | VALUE when the field is missing or empty                                   |
 * | `base64`        | RFC 4648 section 4                                                         |
 * | `base64url`     | RFC 4648 section 5, without padding                                        |
 * | `basic:FIELD`   | `value:FIELD` in base64, the RFC 7617 credential; FIELD of the same namespace |
 * | `urlencode`     | `encodeURIComponent`                                                       |
 * | `lower` `upper` `trim` | as the names say                                                    |
 * | `host`          | the host of a URL or a bare host name, without scheme, path or slash       |
 */

export const templateNamespaces = ['conn', 'cfg', 'input', 'steps', 'state', 'now', 'item', 'hook'] as const
export type TemplateNamespace = (typeof templateNamespaces)[number]

/** Values a template may name. Only own properties are read; values are strings, numbers or booleans. */
export type TemplateScope = { readonly [namespace in TemplateNamespace]?: Readonly<Record<string, unknown>> }

/** One `{{…}}`: `{{conn.subdomain|lower}}` is namespace `conn`, field `subdomain`, one filter. */
export type TemplateReference = {
  namespace: TemplateNamespace
  field: string
  filters: { name: string; argument: string | undefined }[]
}

export type TemplateErrorCode =
  | 'syntax'
  | 'unknown_namespace'
  | 'unknown_filter'
  | 'missing_field'
  | 'not_text'
  | 'too_long'

/** A template that cannot be read or filled in; `field` is `namespace.name` where there is one. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly code: TemplateErrorCode
  readonly field: string | undefined

  constructor(code: TemplateErrorCode, message: string, field?: string) {
    super(message)
    this.code = code
    this.field = field
  }
}

type Namespaced = Readonly<Record<string, unknown>>
type Filter = { argument: boolean; apply: (text: string, argument: string, fields: Namespaced) => string }

const plain = (apply: (text: string) => string): Filter => ({ argument: false, apply })

const filters: Readonly<Record<string, Filter>> = {
  default: { argument: true, apply: (text, argument) => (text === '' ? argument : text) },
  basic: {
    argument: true,
    apply: (text, argument, fields) => toBase64(`${text}:${readField(fields, argument) ?? ''}`, 'base64'),
  },
  base64: plain((text) => toBase64(text, 'base64')),
  base64url: plain((text) => toBase64(text, 'base64url')),
  urlencode: plain((text) => encodeURIComponent(text.toWellFormed())),
  lower: plain((text) => text.toLowerCase()),
  upper: plain((text) => text.toUpperCase()),
  trim: plain((text) => text.trim()),
  host: plain((text) =>
    text
      .trim()
      .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
      .replace(/[/?#].*$/s, ''),
  ),
}

const toBase64 = (text: string, encoding: 'base64' | 'base64url') => Buffer.from(text).toString(encoding)

/** Namespaces whose fields may be missing: the place that holds only such a one is left out. */
const optional: ReadonlySet<TemplateNamespace> = new Set(['input', 'state', 'item', 'hook'])

const marked = new RegExp(`\\{\\{\\s*(?:${templateNamespaces.join('|')})\\.`)
const maxTemplate = 8_192
const maxResult = 65_536
const expression = /\{\{([^{}]*)\}\}/g
const reference = /^\s*([a-z]+)\.([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*((?:\|[^|]*)*)$/

/** Templates are those of manifests, so they come again and again. A text without a field may be anything: not kept. */
const parsed = new Map<string, readonly TemplateReference[]>()
const mostParsed = 2_000

/**
 * The fields that a template names, in order.
 *
 * @throws TemplateError `syntax`, `unknown_namespace`, `unknown_filter` or `too_long`.
 */
export function templateReferences(template: string): readonly TemplateReference[] {
  if (isPlain(template)) return []
  if (!template.includes('{{')) return parseReferences(template)
  const before = parsed.get(template)
  if (before) return before
  const references = parseReferences(template)
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(template, references)
  return references
}

/** Nothing to fill in, as in most headers and addresses. */
const isPlain = (template: string) =>
  template.length <= maxTemplate && !template.includes('{{') && !template.includes('}}')

function parseReferences(template: string): TemplateReference[] {
  if (template.length > maxTemplate) throw new TemplateError('too_long', 'the template is too long')
  const rest = template.replaceAll(expression, '')
  if (rest.includes('{{') || rest.includes('}}')) {
    throw new TemplateError('syntax', `unbalanced braces in ${JSON.stringify(template)}`)
  }
  return [...template.matchAll(expression)].map((match) => parseReference(match[1] ?? ''))
}

/**
 * Fills in a template. Text outside `{{…}}` is kept as it is, and filled-in values are never read again.
 *
 * @throws TemplateError `missing_field` (its `field` says which) when a named field is absent or null and no
 * `default` filter stands in; `not_text` when it holds an object or an array; else as `templateReferences`.
 */
export function renderTemplate(template: string, scope: TemplateScope): string {
  if (isPlain(template)) return template
  const references = templateReferences(template)
  let next = 0
  const text = template.replaceAll(expression, () => {
    const found = references[next++]
    return found ? fill(found, scope) : ''
  })
  if (text.length > maxResult) throw new TemplateError('too_long', 'the filled-in template is too long')
  return text
}

/** Whether a constant of a manifest is meant as a template: it names a field of a known namespace. */
export function isTemplate(text: string): boolean {
  return marked.test(text)
}

/**
 * A constant with its templates filled in, at any depth. A text that is exactly one `{{…}}` without filters becomes
 * the value itself, whatever its type; undefined when that is an `input` (`state`, `item`, `hook`) that is not there,
 * and then the field or place that holds it is left out.
 *
 * @throws TemplateError as `renderTemplate`.
 */
export function fillConstants(value: unknown, scope: TemplateScope): unknown {
  if (typeof value === 'string') return fillConstant(value, scope)
  if (Array.isArray(value)) {
    return value.map((item) => fillConstants(item, scope)).filter((item) => item !== undefined)
  }
  if (typeof value !== 'object' || value === null) return value
  const filled = Object.entries(value).map(([key, item]) => [key, fillConstants(item, scope)] as const)
  return Object.fromEntries(filled.filter(([, item]) => item !== undefined))
}

function fillConstant(text: string, scope: TemplateScope): unknown {
  if (!isTemplate(text)) return text
  const [only, ...others] = templateReferences(text)
  const whole = /^\{\{[^{}]*\}\}$/.test(text)
  if (!only || others.length > 0 || !whole || only.filters.length > 0) return renderTemplate(text, scope)
  const value = valueOf(scope[only.namespace] ?? {}, only.field)
  if (value !== undefined || optional.has(only.namespace)) return value
  throw new TemplateError(
    'missing_field',
    `${only.namespace}.${only.field} is missing`,
    `${only.namespace}.${only.field}`,
  )
}

/** Whether `namespace.path` names something: neither absent nor null nor empty. */
export function isNamed(reference: string, scope: TemplateScope): boolean {
  const [found] = templateReferences(`{{${reference}}}`)
  const value = found && valueOf(scope[found.namespace] ?? {}, found.field)
  return (
    value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)
  )
}

function parseReference(source: string): TemplateReference {
  const match = reference.exec(source)
  if (!match) throw new TemplateError('syntax', `{{${source}}} is not namespace.field with filters`)
  const [, namespace = '', field = '', chain = ''] = match
  if (!isNamespace(namespace)) {
    throw new TemplateError('unknown_namespace', `{{${source}}}: there is no namespace ${namespace}`)
  }
  return { namespace, field, filters: chain.split('|').slice(1).map(parseFilter) }
}

function parseFilter(source: string): TemplateReference['filters'][number] {
  const colon = source.indexOf(':')
  const name = (colon < 0 ? source : source.slice(0, colon)).trim()
  const argument = colon < 0 ? undefined : source.slice(colon + 1).trim()
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined
  if (!filter || filter.argument !== (argument !== undefined)) {
    throw new TemplateError('unknown_filter', `there is no filter |${source.trim()}`)
  }
  return { name, argument }
}

function isNamespace(name: string): name is TemplateNamespace {
  return templateNamespaces.some((known) => known === name)
}

function fill({ namespace, field, filters: chain }: TemplateReference, scope: TemplateScope): string {
  const fields = scope[namespace] ?? {}
  const value = readField(fields, field)
  if (value === undefined && !chain.some(({ name }) => name === 'default')) {
    throw new TemplateError('missing_field', `${namespace}.${field} is missing`, `${namespace}.${field}`)
  }
  let text = value ?? ''
  for (const { name, argument = '' } of chain) text = filters[name]?.apply(text, argument, fields) ?? text
  return text
}

/** An own field, or what own fields along the dots lead to. Null counts as absent. */
function valueOf(fields: Namespaced, path: string): unknown {
  let value: unknown = fields
  for (const key of Object.hasOwn(fields, path) ? [path] : path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Namespaced)[key]
  }
  return value ?? undefined
}

/** Reads an own field, or walks own fields along the dots: `team.id`. Null counts as absent. */
function readField(fields: Namespaced, path: string): string | undefined {
  const value = valueOf(fields, path)
  if (value === undefined) return undefined
  if (typeof value === 'object' || typeof value === 'function') {
    throw new TemplateError('not_text', `${path} is not text`, path)
  }
  return String(value)
}
