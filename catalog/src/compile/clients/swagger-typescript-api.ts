/**
 * Clients that swagger-typescript-api generates: every method of the class has `@request METHOD:/path` in its comment,
 * arguments in the order path, query, body, and types in `data-contracts`.
 */
import type { Json } from '../openapi.ts'
import { membersOf, methodOf, proseOf } from './client-document.ts'
import type { ClientFiles, ClientOperation, ClientParameter } from './client-document.ts'
import { readDeclarations } from './declarations.ts'
import type { Declarations } from './declarations.ts'
import { readDoc } from './doc-comment.ts'
import { nothing, TypeParser } from './type-parser.ts'
import type { Parameter } from './type-parser.ts'

export function readSwaggerTypescriptApi(files: ClientFiles): {
  operations: ClientOperation[]
  declarations: Declarations
} {
  const declarations = readDeclarations('')
  const all = [...files]
  for (const [path, text] of all) if (/\.d\.\w*ts$/.test(path)) readDeclarations(text, declarations)
  const script = all.filter(([path]) => !/\.d\.\w*ts$/.test(path)).map(([, text]) => text)
  const uploads = new Set(script.flatMap(uploadsOf))
  const operations: ClientOperation[] = []
  for (const { doc, name, signature, answer } of all.flatMap(([path, text]) =>
    /\.d\.\w*ts$/.test(path) ? methodsOf(text) : [],
  )) {
    const operation = operationOf(doc, name, signature, declarations)
    if (!operation) continue
    const { body } = operation
    const form = body && uploads.has(name) ? { body: { ...body, contentType: 'multipart/form-data' } } : {}
    operations.push({ ...operation, ...form, ...(isSaying(answer) ? { answer } : {}) })
  }
  return { operations, declarations }
}

const sender = /(\w+) = \([^\n]*\) => this\.request\(\{([\s\S]*?)\n\s*\}\)/g

/** Names of the methods that send a form with files. */
const uploadsOf = (script: string): string[] =>
  [...script.matchAll(sender)].flatMap(([, name = '', options = '']) =>
    options.includes('multipart/form-data') ? [name] : [],
  )

function operationOf(
  doc: string,
  name: string,
  signature: readonly Parameter[],
  declarations: Declarations,
): ClientOperation | undefined {
  const { tags } = readDoc(doc)
  const [, verb = '', path = ''] = /^(\w+):(\S+)/.exec(tags.get('request') ?? '') ?? []
  const method = methodOf(verb)
  if (!method || path === '') return undefined
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, wire = '']) => wire)
  const parameters: ClientParameter[] = []
  let body: ClientOperation['body']
  for (const [index, { name: argument, schema, required }] of signature.entries()) {
    const wire = inPath[index]
    if (wire !== undefined) parameters.push({ name: wire, in: 'path', required: true, schema })
    else if (argument === 'query') {
      parameters.push(
        ...membersOf(schema, declarations).map((member) => ({ ...member, in: 'query' as const })),
      )
    } else if (argument !== 'params') body = { contentType: 'application/json', required, schema }
  }
  const id = tags.get('name') || name
  return { method, path, operationId: id, ...proseOf(doc, id), parameters, ...(body ? { body } : {}) }
}

const isSaying = (answer: Json) => Object.keys(answer).length > 0 && answer !== nothing

type Method = { doc: string; name: string; signature: Parameter[]; answer: Json }

/** `name: (path, query, body, params) => Promise<AxiosResponse<Answer>>`, with a comment that names the request. */
function methodsOf(text: string): Method[] {
  const parser = new TypeParser(text)
  const list: Method[] = []
  while (parser.token.kind !== 'end') {
    const { doc, value: name } = parser.next()
    if (!doc.includes('@request') || !parser.take(':')) continue
    const signature = parser.parameters()
    parser.expect('=>')
    list.push({ doc, name, signature, answer: parser.type() })
  }
  return list
}
