/**
 * Clients that @hey-api/openapi-ts generates: `sdk.gen.d.ts` has the prose, `types.gen.d.ts` a type `…Data` with body,
 * path and query of each operation, and the script its method and URL.
 */
import type { Json } from '../openapi.ts'
import { membersOf, methodOf, proseOf } from './client-document.ts'
import type { ClientFiles, ClientOperation, ClientParameter } from './client-document.ts'
import { readDeclarations } from './declarations.ts'
import type { Declarations } from './declarations.ts'

const call =
  /(?:var|const) (\w+) = \(options\) => \(options\??\.client \?\? client\)\.(\w+)\(\{([\s\S]*?)\n\s*\}\);/g

export function readHeyApi(files: ClientFiles): {
  operations: ClientOperation[]
  declarations: Declarations
} {
  const declarations = readDeclarations('')
  for (const [path, text] of files) if (path.endsWith('.d.ts')) readDeclarations(text, declarations)
  const operations: ClientOperation[] = []
  for (const [path, text] of files) {
    if (path.endsWith('.d.ts')) continue
    for (const [, name = '', verb = '', options = ''] of text.matchAll(call)) {
      const method = methodOf(verb)
      const url = /\burl: ["']([^"']+)["']/.exec(options)?.[1]
      if (method && url !== undefined) operations.push(operationOf(name, method, url, options, declarations))
    }
  }
  return { operations, declarations }
}

function operationOf(
  name: string,
  method: ClientOperation['method'],
  path: string,
  options: string,
  declarations: Declarations,
): ClientOperation {
  const members = new Map(
    membersOf(typeOf(name, 'Data', declarations), declarations).map((member) => [member.name, member]),
  )
  const parameters = (place: ClientParameter['in'], key: string) =>
    membersOf(members.get(key)?.schema, declarations).map((member) => ({ ...member, in: place }))
  const body = members.get('body')
  return {
    method,
    path,
    operationId: name,
    ...proseOf(declarations.docs.get(name) ?? '', name),
    parameters: [
      ...parameters('path', 'path'),
      ...parameters('query', 'query'),
      ...parameters('header', 'headers'),
    ],
    ...(body
      ? { body: { contentType: contentTypeOf(options), required: body.required, schema: body.schema } }
      : {}),
    ...answerOf(typeOf(name, 'Responses', declarations), declarations),
  }
}

/** `listAnOrganization_sscimTeams` has the type `ListAnOrganizationSScimTeamsData`: letters are what they share. */
function typeOf(name: string, ending: string, { schemas }: Declarations): Json | undefined {
  const exact = name.charAt(0).toUpperCase() + name.slice(1) + ending
  if (schemas.has(exact)) return schemas.get(exact)
  const letters = exact.replaceAll('_', '').toLowerCase()
  for (const [declared, schema] of schemas) if (declared.toLowerCase() === letters) return schema
  return undefined
}

const contentTypeOf = (options: string) =>
  options.includes('formDataBodySerializer')
    ? 'multipart/form-data'
    : options.includes('urlSearchParamsBodySerializer')
      ? 'application/x-www-form-urlencoded'
      : 'application/json'

function answerOf(responses: Json | undefined, declarations: Declarations): { answer?: Json } {
  const good = membersOf(responses, declarations).find(({ name }) => name.startsWith('2'))
  return good ? { answer: good.schema } : {}
}
