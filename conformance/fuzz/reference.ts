/** Answers compared with the published contract, which is not ours to ship: it is read where it lies. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null

export type Reference = {
  /** How a body differs from what the document says of this operation and status. */
  differences(operationId: string, status: number, body: unknown): string[]
  /** Statuses of an operation; undefined when the document has no such operation. */
  statuses(operationId: string): number[] | undefined
}

/** Statuses that our document names and the published one does not, and what they tell a caller. */
export const statusesOfOurs: Readonly<Record<string, readonly number[]>> = {
  // An auth config that the project does not have, as its sibling for one app answers.
  postMcpServersCustom: [404],
  // The session names an auth config or a connected account that the project does not have.
  postToolRouterSession: [404],
  // As the same call without a session: an account to connect again, a provider that takes too long.
  postToolRouterSessionBySessionIdProxyExecute: [422, 504],
  // The provider cannot be reached; the account stays as it is.
  postConnectedAccountsByNanoidRefresh: [502],
}

/**
 * Differences that we mean. The document gives the ids of `get-nanoid` ten characters; the ids of every other
 * operation, its own examples among them, have fifteen, and an id that no operation takes would help nobody.
 */
const differencesMeant = new Set(['getMigrationGetNanoid 200 /nanoid must NOT have more than 10 characters'])

const beside = fileURLToPath(new URL('../../../shared/reference/openapi-v3.1.json', import.meta.url))
const file = process.env['PATCHBAY_REFERENCE'] ?? beside
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Formats that are checked; the document's others are only names to us. */
const checkedFormats = {
  'date-time': (text: string) => instant.test(text),
  uuid: (text: string) => uuid.test(text),
  uri: (text: string) => URL.canParse(text),
}

/** The document beside the checkout or at `PATCHBAY_REFERENCE`; undefined, and a printed line, without one. */
export function readReference(): Reference | undefined {
  if (existsSync(file)) return referenceOf(JSON.parse(readFileSync(file, 'utf8')) as Json)
  process.stdout.write(`Answers not compared with the published contract: there is no ${file}\n`)
  return undefined
}

function referenceOf(document: Json): Reference {
  const formats = { ...formatsIn(document), ...checkedFormats }
  const ajv = new Ajv({ strict: false, allErrors: true, formats })
  ajv.addSchema({ $id: 'reference', document: asJsonSchema(document) })
  const rows = operationsIn(document)
  const compiled = new Map<string, ValidateFunction>()
  const compile = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer)
    if (known) return known
    const made = ajv.compile({ $ref: `reference#/document${pointer}` })
    compiled.set(pointer, made)
    return made
  }
  return {
    statuses: (operationId) => rows.get(operationId)?.statuses,
    differences(operationId, status, body) {
      const row = rows.get(operationId)
      if (!row) return []
      if (!row.statuses.includes(status)) return [`${status} is not in the published contract`]
      const validate = compile(`${row.pointer}/responses/${status}/content/application~1json/schema`)
      if (validate(body)) return []
      return (validate.errors ?? [])
        .map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
        .filter((difference) => !differencesMeant.has(`${operationId} ${status} ${difference}`))
    },
  }
}

function operationsIn(document: Json): Map<string, { pointer: string; statuses: number[] }> {
  const rows = new Map<string, { pointer: string; statuses: number[] }>()
  const { paths } = document as unknown as {
    paths: Record<string, Record<string, { operationId?: string; responses?: object }>>
  }
  for (const [path, item] of Object.entries(paths)) {
    const escaped = encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'))
    for (const [method, { operationId, responses }] of Object.entries(item)) {
      if (operationId === undefined || responses === undefined) continue
      const statuses = Object.keys(responses).map(Number)
      rows.set(operationId, { pointer: `/paths/${escaped}/${method}`, statuses })
    }
  }
  return rows
}

/** OpenAPI 3.0 says `nullable` and boolean bounds where JSON Schema has types and numbers. */
function asJsonSchema(node: Json): Json {
  if (Array.isArray(node)) return node.map(asJsonSchema)
  if (typeof node !== 'object' || node === null) return node
  const { nullable, exclusiveMinimum, minimum, ...rest } = node as Record<string, Json>
  const bounds = exclusiveMinimum === true ? { exclusiveMinimum: minimum } : { exclusiveMinimum, minimum }
  const entries = [
    ...Object.entries(rest).map(([key, value]) => [key, rewritten(key, value)] as const),
    ...Object.entries(bounds).filter(([, value]) => value !== undefined),
  ]
  const schema = Object.fromEntries(entries) as Json
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}

function rewritten(key: string, value: Json): Json {
  const isReference = key === '$ref' && typeof value === 'string'
  return isReference ? value.replace('#/', 'reference#/document/') : asJsonSchema(value)
}

/** Every name of a format in the document, accepting anything. */
function formatsIn(node: Json, found: Record<string, true> = {}): Record<string, true> {
  if (typeof node !== 'object' || node === null) return found
  const { format } = node as Record<string, Json>
  if (typeof format === 'string') found[format] = true
  for (const child of Object.values(node)) formatsIn(child as Json, found)
  return found
}
