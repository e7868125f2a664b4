/** Requests to one operation, described by the server's own OpenAPI document: from nearly right to hopeless. */
import fc from 'fast-check'

import { contentTypes, garbageBodies, garbageQueries, nastyString, nastyStrings } from './nasty-values.ts'
import { broken, valuesOf, type Known, type Schema } from './schema-values.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export type FuzzRequest = {
  readonly method: Method
  /** Path and query, encoded. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string
}

export type Described = {
  readonly operationId: string
  readonly method: Method
  readonly path: string
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema: Schema }[]
  readonly body: Schema | undefined
  /** The header that carries the key; operations that need none are sent a project key. */
  readonly keyHeader: KeyHeader
  /** Statuses that the document names. */
  readonly statuses: readonly number[]
}

export type KeyHeader = 'x-api-key' | 'x-user-api-key' | 'x-org-api-key'

const keyHeaders: Readonly<Record<string, KeyHeader>> = {
  ApiKeyAuth: 'x-api-key',
  UserApiKeyAuth: 'x-user-api-key',
  OrgApiKeyAuth: 'x-org-api-key',
}

type Content = { content: { 'application/json'?: { schema: Schema } } }

type Document = {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string
        security: Record<string, unknown>[]
        parameters?: Described['parameters']
        requestBody?: Content
        responses: Record<string, Content>
      }
    >
  >
}

/** The operations of the server's `/openapi.json`: what takes a form or streams events is none of them. */
export function describedIn(document: unknown): Described[] {
  const rows: Described[] = []
  for (const [path, item] of Object.entries((document as Document).paths)) {
    for (const [method, described] of Object.entries(item)) {
      const { operationId, parameters, requestBody, responses, security } = described
      const contents = [...(requestBody ? [requestBody] : []), ...Object.values(responses)]
      if (contents.some(({ content }) => !content['application/json'])) continue
      rows.push({
        operationId,
        method: method.toUpperCase() as Method,
        path,
        parameters: parameters ?? [],
        body: requestBody?.content['application/json']?.schema,
        keyHeader: keyHeaders[Object.keys(security[0] ?? {})[0] ?? ''] ?? 'x-api-key',
        statuses: Object.keys(responses).map(Number),
      })
    }
  }
  return rows
}

/** Requests to an operation, with the caller's key of its kind unless a header says otherwise. */
export function requestsTo(
  operation: Described,
  known: Known,
  keys: Readonly<Record<KeyHeader, string>>,
): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      path: pathsOf(operation, known),
      query: queriesOf(operation, known),
      headers: headersWith(operation.keyHeader, keys),
      body: bodiesOf(operation, known),
    })
    .map(({ path, query, headers, body: { payload, contentType } }) => ({
      method: operation.method,
      url: query === '' ? path : `${path}?${query}`,
      headers: { ...headers, ...(contentType !== undefined && { 'content-type': contentType }) },
      ...(payload !== undefined && { payload }),
    }))
}

function pathsOf({ path, parameters }: Described, known: Known): fc.Arbitrary<string> {
  const names = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
  const segment = (name: string) => {
    const likely = known(name).map(encodeURIComponent)
    const odd = nastyStrings.filter((text) => text.isWellFormed() && text !== '').map(encodeURIComponent)
    const raw = ['%00', '%E0%A4%A', '%', '..', '.', '%2e%2e', '%2F', 'x'.repeat(300)]
    const options = [...odd, ...raw].map((text) => ({ weight: 1, arbitrary: fc.constant(text) }))
    const good = fc.constantFrom(...(likely.length > 0 ? likely : ['x']))
    return fc.oneof({ weight: options.length * 4, arbitrary: good }, ...options)
  }
  const segments = fc.record(Object.fromEntries(names.map((name) => [name, segment(name)])))
  return segments.map((values) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name])))
}

function queriesOf({ parameters }: Described, known: Known): fc.Arbitrary<string> {
  const declared = parameters.filter((parameter) => parameter.in === 'query')
  const garbage = fc.constantFrom(...garbageQueries)
  if (declared.length === 0) return fc.oneof({ weight: 3, arbitrary: fc.constant('') }, garbage)
  const pairs = declared.map(({ name, schema }) => parameterText(name, schema, known))
  const some = fc
    .subarray(pairs, { maxLength: Math.min(4, pairs.length) })
    .chain((chosen) => fc.tuple(...chosen))
    .map((texts) => texts.join('&'))
  return fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: garbage })
}

/** `name=value`, sometimes repeated, in brackets, or nested. */
function parameterText(name: string, schema: Schema, known: Known): fc.Arbitrary<string> {
  const value = fc
    .oneof({ weight: 3, arbitrary: valuesOf(schema, known, name) }, nastyString)
    .map((raw) => (typeof raw === 'string' ? raw : String(JSON.stringify(raw))))
    .map((text) => encodeURIComponent(text.toWellFormed()))
  const plain = value.map((text) => `${name}=${text}`)
  const odd = fc.oneof(
    fc.tuple(value, value).map(([a, b]) => `${name}=${a}&${name}=${b}`),
    value.map((text) => `${name}[]=${text}`),
    value.map((text) => `${name}[a]=${text}`),
    value.map((text) => `${name}[__proto__]=${text}`),
    value.map((text) => `${name}[a][b][c]=${text}`),
    fc.constantFrom(name, `${name}=`, `${name}=%ff`, `${name}=%00`, `${name}[=1`),
  )
  return fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: odd })
}

type Sent = { payload?: string; contentType?: string }

function bodiesOf({ body }: Described, known: Known): fc.Arbitrary<Sent> {
  const garbage = fc
    .record({ payload: fc.constantFrom(...garbageBodies), contentType: fc.constantFrom(...contentTypes) })
    .map(({ payload, contentType }) => ({ payload, ...(contentType !== undefined && { contentType }) }))
  const json = (value: unknown): Sent => ({
    payload: JSON.stringify(value) ?? '',
    contentType: 'application/json',
  })
  if (!body) return fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, garbage)
  const valid = valuesOf(body, known, 'body')
  return fc.oneof(
    { weight: 5, arbitrary: valid.map(json) },
    { weight: 4, arbitrary: valid.chain(broken).map(json) },
    { weight: 2, arbitrary: garbage },
  )
}

/** Mostly the right key; else none, several, a wrong one, or one of another kind, and headers that proxies set. */
function headersWith(
  header: KeyHeader,
  keys: Readonly<Record<KeyHeader, string>>,
): fc.Arbitrary<Record<string, string>> {
  const key = keys['x-api-key']
  const right = { [header]: keys[header] }
  const wrong = fc.constantFrom<Record<string, string>>(
    {},
    { 'x-api-key': '' },
    { 'x-api-key': 'ak_' },
    { 'x-api-key': "ak_' or 1=1 --" },
    { 'x-api-key': 'ak_' + 'x'.repeat(8000) },
    { 'x-api-key': 'ak_é' },
    { 'x-api-key': key, 'x-user-api-key': key },
    { 'x-user-api-key': key },
    { 'x-org-api-key': key },
    { 'x-api-key': key, 'x-org-api-key': keys['x-org-api-key'] },
    ...Object.entries(keys).map(([name, value]) => ({ [name]: value })),
    { 'x-api-key': key, 'x-project-id': 'pr_another' },
    { authorization: `Bearer ${key}` },
  )
  const proxied = fc.constantFrom<Record<string, string>>(
    { host: 'a b' },
    { host: '' },
    { host: '[' },
    { 'x-forwarded-host': 'evil.example' },
    { 'x-forwarded-host': '<script>' },
    { 'x-forwarded-proto': 'javascript' },
    { 'x-forwarded-for': 'not an address' },
    { cookie: '__proto__=1; a' },
    { accept: 'text/html' },
    { 'content-encoding': 'gzip' },
    { 'x-request-id': '<b>' },
  )
  return fc.oneof(
    { weight: 14, arbitrary: fc.constant(right) },
    { weight: 2, arbitrary: wrong },
    { weight: 2, arbitrary: proxied.map((extra) => ({ ...right, ...extra })) },
  )
}
