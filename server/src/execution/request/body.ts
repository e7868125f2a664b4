/** The body of a tool's request: constants of the manifest, then the arguments, each at its place. */
import type { HttpExec, Parameter } from '@patchbay/catalog'
import { appendDeep, appendQuery } from './query.ts'
import { emptyBag, isObject, own, type Bag } from './outgoing-request.ts'

export interface EncodedBody {
  contentType: string
  body: string
}

/** Encodes the body arguments; undefined when the request has no body. */
export function buildBody(exec: HttpExec, args: Readonly<Bag>): EncodedBody | undefined {
  if (exec.method === 'GET' || exec.method === 'HEAD') return undefined
  const parameters = exec.parameters.filter((parameter) => parameter.in === 'body')
  if (exec.body_type === 'raw') return rawBody(parameters, args)
  if (exec.body_type === 'form') return formBody(exec, parameters, args)
  return jsonBody(exec, parameters, args)
}

function rawBody([parameter]: Parameter[], args: Readonly<Bag>): EncodedBody | undefined {
  const value = parameter && own(args, parameter.name)
  if (value === undefined) return undefined
  if (typeof value === 'string') return { contentType: 'text/plain; charset=utf-8', body: value }
  return { contentType: 'application/json', body: JSON.stringify(value) }
}

function jsonBody(exec: HttpExec, parameters: Parameter[], args: Readonly<Bag>): EncodedBody | undefined {
  const body: Bag = Object.assign(emptyBag(), exec.body && structuredClone(exec.body))
  for (const parameter of parameters) {
    const value = own(args, parameter.name)
    if (value === undefined) continue
    if (parameter.spread && isObject(value)) Object.assign(body, value)
    else setAt(body, (parameter.wire ?? parameter.name).split('.'), value)
  }
  const empty = Object.keys(body).length === 0
  if (empty && parameters.length === 0) return undefined
  return { contentType: 'application/json', body: JSON.stringify(body) }
}

function formBody(exec: HttpExec, parameters: Parameter[], args: Readonly<Bag>): EncodedBody | undefined {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(exec.body ?? {})) appendDeep(form, name, value, 0)
  for (const parameter of parameters) {
    const value = own(args, parameter.name)
    const spread = parameter.spread && isObject(value)
    const fields = spread ? Object.entries(value) : [[parameter.wire ?? parameter.name, value] as const]
    for (const [name, field] of fields) appendForm(form, name, field, parameter.style)
  }
  if (form.size === 0 && parameters.length === 0) return undefined
  return { contentType: 'application/x-www-form-urlencoded', body: form.toString() }
}

/** In a form an object has no other spelling than `a[k]=v`, whatever the style says. */
function appendForm(form: URLSearchParams, name: string, value: unknown, style: Parameter['style']): void {
  appendQuery(form, name, value, isObject(value) ? 'deepObject' : style)
}

/** Sets a value at a dotted place, making the objects on the way. */
function setAt(body: Bag, path: string[], value: unknown): void {
  let at = body
  for (const key of path.slice(0, -1)) {
    const next = own(at, key)
    const child: Bag = Object.assign(emptyBag(), isObject(next) ? next : {})
    at[key] = child
    at = child
  }
  const last = path.at(-1)
  if (last !== undefined) at[last] = value
}
