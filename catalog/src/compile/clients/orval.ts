/**
 * Clients that orval generates for `fetch`: a function `get…Url` with the path as a template, a function that sends,
 * and answers as types `…Response200`.
 */
import type { Json } from '../openapi.ts'
import { membersOf, methodOf, proseOf } from './client-document.ts'
import type { ClientFiles, ClientOperation, ClientParameter } from './client-document.ts'
import { readDeclarations } from './declarations.ts'
import type { Declarations } from './declarations.ts'
import { TypeParser } from './type-parser.ts'
import type { Parameter } from './type-parser.ts'

const address = /var get(\w+)Url = \([^)]*\) => \{([\s\S]*?)\n\};/g
const sender = /var (\w+) = async \(([^)]*)\) => \{([\s\S]*?)\n\};/g
const signature = /declare const (\w+): (\(.*?\)) => Promise<\w+>;/g

export function readOrval(files: ClientFiles): { operations: ClientOperation[]; declarations: Declarations } {
  const declarations = readDeclarations('')
  const signatures = new Map<string, Parameter[]>()
  const paths = new Map<string, string>()
  const all = [...files]
  for (const [path, text] of all.filter(([name]) => name.endsWith('.d.ts'))) {
    readDeclarations(text, declarations)
    for (const [, name = '', list = ''] of text.matchAll(signature)) {
      if (path !== '') signatures.set(name, new TypeParser(list).parameters())
    }
  }
  const scripts = all.filter(([name]) => !name.endsWith('.d.ts')).map(([, text]) => text)
  for (const [, name = '', code = ''] of scripts.flatMap((text) => [...text.matchAll(address)])) {
    const path = code.match(/`\/[^`?]*`/g)?.at(-1)
    if (path !== undefined) paths.set(name, path.slice(1, -1))
  }
  const operations = scripts
    .flatMap((text) => [...text.matchAll(sender)])
    .flatMap(([, name = '', , code = '']) => {
      const path = paths.get(name.charAt(0).toUpperCase() + name.slice(1))
      const method = methodOf(/\bmethod: "(\w+)"/.exec(code)?.[1] ?? '')
      const list = signatures.get(name)
      return path !== undefined && method && list
        ? [operationOf(name, method, path, list, code, declarations)]
        : []
    })
  return { operations, declarations }
}

function operationOf(
  name: string,
  method: ClientOperation['method'],
  template: string,
  list: readonly Parameter[],
  code: string,
  declarations: Declarations,
): ClientOperation {
  const wires = new Map<string, string>()
  const path = template.replaceAll(
    /\$\{(?:encodeURIComponent\()?(?:String\()?(\w+)\)*\}/g,
    (_, argument: string) => {
      const wire = argument.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      wires.set(argument, wire)
      return `{${wire}}`
    },
  )
  const parameters: ClientParameter[] = []
  let body: ClientOperation['body']
  for (const { name: argument, required, schema } of list) {
    const wire = wires.get(argument)
    if (wire !== undefined) parameters.push({ name: wire, in: 'path', required: true, schema })
    else if (argument === 'params') {
      parameters.push(
        ...membersOf(schema, declarations).map((member) => ({ ...member, in: 'query' as const })),
      )
    } else if (argument !== 'options') body = { contentType: contentTypeOf(code), required, schema }
  }
  return {
    method,
    path,
    operationId: name,
    ...proseOf(docOf(name, declarations), name),
    parameters,
    ...(body ? { body } : {}),
    ...answerOf(name, declarations),
  }
}

/** The comment stands before the first of the types that belong to the operation. */
function docOf(name: string, { docs }: Declarations): string {
  for (const [declared, doc] of docs)
    if (declared === name || declared.startsWith(`${name}Response`)) return doc
  return ''
}

const contentTypeOf = (code: string) =>
  /formData\.append|new FormData/.test(code)
    ? 'multipart/form-data'
    : code.includes('x-www-form-urlencoded')
      ? 'application/x-www-form-urlencoded'
      : 'application/json'

function answerOf(name: string, declarations: Declarations): { answer?: Json } {
  for (const status of ['200', '201']) {
    const data = membersOf(declarations.schemas.get(`${name}Response${status}`), declarations)
    const answer = data.find((member) => member.name === 'data')
    if (answer) return { answer: answer.schema }
  }
  return {}
}
