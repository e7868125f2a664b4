/**
 * Clients with a function for each call, that makes a `config` of url, method, searchParams and body; its arguments
 * are a zod schema of the same name (`getPages`: `GetPagesSchema`), whose type is in the declarations.
 */
import type { Json } from '../openapi.ts'
import { membersOf, methodOf, proseOf } from './client-document.ts'
import type { ClientFiles, ClientOperation, ClientParameter } from './client-document.ts'
import { readDeclarations } from './declarations.ts'
import type { Declarations } from './declarations.ts'

const call =
  /(\/\*\*(?:[^*]|\*(?!\/))*\*\/)?\s*export async function (\w+)\(client[^)]*\) \{\s*const config = \{([\s\S]*?)\n {4}\};/g

export function readConfigFunctions(files: ClientFiles): {
  operations: ClientOperation[]
  declarations: Declarations
} {
  const declarations = readDeclarations('')
  for (const [path, text] of files) {
    // zod says of a member that it may be missing, not of its name.
    if (path.endsWith('.d.ts'))
      readDeclarations(text.replaceAll(': z.ZodOptional<', '?: z.ZodOptional<'), declarations)
  }
  const operations: ClientOperation[] = []
  for (const [path, text] of files) {
    if (path.endsWith('.d.ts')) continue
    for (const [, doc = '', name = '', config = ''] of text.matchAll(call)) {
      const operation = operationOf(name, doc, config, declarations)
      if (operation) operations.push(operation)
    }
  }
  return { operations, declarations }
}

type Member = ReturnType<typeof membersOf>[number]

function operationOf(
  name: string,
  doc: string,
  config: string,
  declarations: Declarations,
): ClientOperation | undefined {
  const method = methodOf(/\bmethod: '(\w+)'/.exec(config)?.[1] ?? '')
  const template = /\burl: ['`]([^'`]+)['`]/.exec(config)?.[1]
  if (!method || template === undefined) return undefined
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Schema`
  const members = new Map(
    membersOf(declarations.schemas.get(type), declarations).map((member) => [member.name, member]),
  )
  const inPath: ClientParameter[] = []
  const path = template.replaceAll(/\$\{parameters\.(\w+)\}/g, (_, argument: string) => {
    inPath.push({ name: argument, in: 'path', required: true, schema: idOf(members.get(argument)) })
    return `{${argument}}`
  })
  const query = wiresIn('searchParams', config).flatMap(([wire, argument]): ClientParameter[] => {
    const member = members.get(argument)
    return member ? [{ name: wire, in: 'query', required: member.required, schema: idOf(member, wire) }] : []
  })
  const body = bodyOf(config, members)
  return {
    method,
    path,
    operationId: name,
    ...proseOf(doc, name),
    parameters: [...inPath, ...query],
    ...(body ? { body } : {}),
    ...answerOf(config, declarations),
  }
}

/** `'space-id': parameters.spaceId` in this part of the config. */
function wiresIn(part: string, config: string): [wire: string, argument: string][] {
  const inside = new RegExp(`\\n {8}${part}: \\{([\\s\\S]*?)\\n {8}\\}`).exec(config)?.[1] ?? ''
  return [...inside.matchAll(/'?([\w-]+)'?: parameters\??\.(\w+)/g)].map(([, wire = '', argument = '']) => [
    wire,
    argument,
  ])
}

function bodyOf(config: string, members: ReadonlyMap<string, Member>): ClientOperation['body'] {
  const whole = /\n {8}body: parameters\??\.(\w+)/.exec(config)?.[1]
  if (whole !== undefined) {
    const schema = members.get(whole)?.schema ?? {}
    return { contentType: 'application/json', required: true, schema }
  }
  const fields = wiresIn('body', config)
  if (fields.length === 0) return undefined
  const properties: Record<string, Json> = {}
  const required: string[] = []
  for (const [wire, argument] of fields) {
    const member = members.get(argument)
    properties[wire] = member?.schema ?? {}
    if (member?.required === true) required.push(wire)
  }
  const schema = { type: 'object', properties, ...(required.length > 0 ? { required } : {}) }
  return { contentType: 'application/json', required: true, schema }
}

/** Ids are numbers in arguments and text in answers; text is what a caller has. */
function idOf(member: Member | undefined, wire = ''): Json {
  const schema = member?.schema ?? { type: 'string' }
  if (!/(^|-)id$/i.test(wire || 'id') && member?.name.endsWith('Id') !== true) return schema
  const asText = (value: Json): Json => (value['type'] === 'number' ? { ...value, type: 'string' } : value)
  const { items } = schema
  return typeof items === 'object' && items !== null
    ? { ...schema, items: asText(items as Json) }
    : asText(schema)
}

function answerOf(config: string, { schemas }: Declarations): { answer?: Json } {
  const name = /\n {8}schema: (\w+)/.exec(config)?.[1] ?? ''
  const answer = schemas.get(name)
  return answer ? { answer } : {}
}
