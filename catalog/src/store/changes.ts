/** What differs between two versions of a toolkit, and whether it breaks those who use the older one. */
import { isDeepStrictEqual } from 'node:util'
import type { JsonSchema } from '../manifest/manifest.ts'
import type { CatalogTool } from './catalog.ts'
import { storedTool } from './tool-line.ts'

export interface Change {
  /** Tool, and property where it is one: `ACME_SEND.to.0.name`. */
  path: string
  /** A call that worked before can fail now, or its result lacks something. */
  breaking: boolean
  what: string
}

/** The part of a tool that others build on. */
type Versioned = Pick<
  CatalogTool,
  'slug' | 'aliases' | 'description' | 'deprecated' | 'input' | 'output' | 'exec' | 'scopes' | 'no_auth'
>

/** Every difference, tool by tool in alphabetical order. */
export function changesBetween(before: readonly Versioned[], after: readonly Versioned[]): Change[] {
  const changes: Change[] = []
  const now = new Map(after.map((tool) => [tool.slug, tool]))
  const byAlias = new Map(after.flatMap((tool) => tool.aliases.map((alias) => [alias, tool] as const)))
  const known = new Set<string>()
  for (const tool of before.toSorted(bySlug)) {
    const same = now.get(tool.slug)
    const next = same ?? byAlias.get(tool.slug)
    if (!next) {
      changes.push({ path: tool.slug, breaking: true, what: 'removed' })
      continue
    }
    known.add(next.slug)
    if (!same)
      changes.push({ path: tool.slug, breaking: false, what: `renamed to ${next.slug}; the old name works` })
    compareTools(tool, next, new Set([next.slug, ...next.aliases]), changes)
  }
  for (const tool of after.toSorted(bySlug)) {
    if (!known.has(tool.slug)) changes.push({ path: tool.slug, breaking: false, what: 'added' })
  }
  return changes
}

const bySlug = (a: Versioned, b: Versioned) => (a.slug < b.slug ? -1 : 1)

function compareTools(old: Versioned, next: Versioned, names: ReadonlySet<string>, changes: Change[]): void {
  const report = (path: string, breaking: boolean, what: string) => changes.push({ path, breaking, what })
  for (const alias of old.aliases) {
    if (!names.has(alias)) report(alias, true, 'no longer an alias')
  }
  if (old.no_auth && !next.no_auth) report(old.slug, true, 'needs an account now')
  if (!old.deprecated && next.deprecated) report(old.slug, false, 'deprecated')
  if (!isStoredSame(old, next, 'input')) compareInput(old.slug, old.input, next.input, report)
  if (!isStoredSame(old, next, 'output')) compareOutput(old.slug, old.output, next.output, report)
  if (old.description !== next.description) report(old.slug, false, 'another description')
  if (!isDeepStrictEqual(old.scopes, next.scopes)) report(old.slug, false, 'other scopes')
  if (!isStoredSame(old, next, 'exec') && !isDeepStrictEqual(old.exec, next.exec))
    report(old.slug, false, 'another request')
}

/** Most tools of two whole catalogs are the same text, which need not be parsed to say so. */
function isStoredSame(old: Versioned, next: Versioned, field: 'input' | 'output' | 'exec'): boolean {
  const json = storedTool(next)?.json(field)
  return json !== undefined && storedTool(old)?.json(field)?.equals(json) === true
}

type Report = (path: string, breaking: boolean, what: string) => void

/** What callers send: it breaks when less is accepted, or more is asked for. */
function compareInput(path: string, old: JsonSchema, next: JsonSchema, report: Report): void {
  const [was, is] = [propertiesOf(old), propertiesOf(next)]
  const [needed, needs] = [requiredOf(old), requiredOf(next)]
  for (const [name, schema] of was) {
    const at = `${path}.${name}`
    const now = is.get(name)
    if (!now) report(at, true, 'property removed')
    else compareValue(at, schema, now, report)
    if (now && !needed.has(name) && needs.has(name)) report(at, true, 'required now')
    if (now && needed.has(name) && !needs.has(name)) report(at, false, 'no longer required')
  }
  for (const name of is.keys()) {
    if (was.has(name)) continue
    if (needs.has(name)) report(`${path}.${name}`, true, 'new required property')
    else report(`${path}.${name}`, false, 'new optional property')
  }
}

function compareValue(path: string, old: JsonSchema, next: JsonSchema, report: Report): void {
  const [was, is] = [typesOf(old), typesOf(next)]
  const lost = was.filter((type) => !is.includes(type) && !(type === 'integer' && is.includes('number')))
  if (is.length > 0 && (was.length === 0 || lost.length > 0)) {
    report(path, true, `type narrowed from ${was.join(' or ') || 'any'} to ${is.join(' or ')}`)
  } else if (!isDeepStrictEqual(was, is)) {
    report(path, false, `type widened from ${was.join(' or ')} to ${is.join(' or ') || 'any'}`)
  }
  compareEnum(path, old['enum'], next['enum'], report)
  for (const [keyword, narrower] of bounds)
    compareBound(path, keyword, narrower, old[keyword], next[keyword], report)
  if (next['pattern'] !== undefined && next['pattern'] !== old['pattern'])
    report(path, true, 'another pattern')
  if (!isDeepStrictEqual(old['default'], next['default'])) report(path, false, 'another default')
  compareInput(path, old, next, report)
  const [oldItems, newItems] = [asSchema(old['items']), asSchema(next['items'])]
  if (oldItems && newItems) compareValue(`${path}.0`, oldItems, newItems, report)
}

function compareEnum(path: string, old: unknown, next: unknown, report: Report): void {
  if (!Array.isArray(next)) {
    if (Array.isArray(old)) report(path, false, 'takes any value now')
    return
  }
  if (!Array.isArray(old)) return void report(path, true, 'takes only some values now')
  const gone = old.filter((value) => !next.includes(value))
  if (gone.length > 0)
    report(path, true, `no longer takes ${gone.map((value) => JSON.stringify(value)).join(', ')}`)
  else if (next.length > old.length) report(path, false, 'takes further values')
}

/** Keywords that bound a value, and whether a larger number is the narrower bound. */
const bounds = [
  ['minimum', true],
  ['minLength', true],
  ['minItems', true],
  ['maximum', false],
  ['maxLength', false],
  ['maxItems', false],
] as const

function compareBound(
  path: string,
  keyword: string,
  largerIsNarrower: boolean,
  old: unknown,
  next: unknown,
  report: Report,
): void {
  if (old === next) return
  if (typeof next !== 'number') return void report(path, false, `${keyword} dropped`)
  const narrower = typeof old !== 'number' || (largerIsNarrower ? next > old : next < old)
  report(path, narrower, `${keyword} is ${next} now`)
}

/** What callers read: it breaks when something is gone or is of another type. */
function compareOutput(path: string, old: JsonSchema, next: JsonSchema, report: Report): void {
  const is = propertiesOf(next)
  for (const [name, schema] of propertiesOf(old)) {
    const at = `${path}.result.${name}`
    const now = is.get(name)
    if (!now) {
      report(at, true, 'no longer in the result')
      continue
    }
    const [was, types] = [typesOf(schema), typesOf(now)]
    if (was.length > 0 && types.some((type) => !was.includes(type))) {
      report(at, true, `type changed from ${was.join(' or ')} to ${types.join(' or ')}`)
    }
  }
}

function propertiesOf(schema: JsonSchema): Map<string, JsonSchema> {
  const properties = asSchema(schema['properties']) ?? {}
  return new Map(
    Object.entries(properties).flatMap(([name, value]) => {
      const property = asSchema(value)
      return property ? [[name, property] as const] : []
    }),
  )
}

function requiredOf({ required }: JsonSchema): Set<string> {
  return new Set(Array.isArray(required) ? required.map(String) : [])
}

function typesOf({ type }: JsonSchema): string[] {
  return (Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : []).toSorted()
}

function asSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonSchema)
    : undefined
}

/** Lines of a changelog that name each change; past these it counts. */
const mostLines = 20

/** The changes as a changelog tells them: the breaking ones first. */
export function describeChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No change to the tools.'
  const sorted = changes.toSorted((a, b) => Number(b.breaking) - Number(a.breaking))
  const lines = sorted
    .slice(0, mostLines)
    .map(({ path, breaking, what }) => `- ${breaking ? 'Breaking: ' : ''}${path}: ${what}`)
  const more = sorted.length - lines.length
  return [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')
}
