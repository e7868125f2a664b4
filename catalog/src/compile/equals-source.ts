/** Whether a compiled tool makes the call that its source describes: read from the source anew, compared by parts. */
import type { Tool } from '../manifest/manifest.ts'
import { isJson, listAt, own, resolveRef, textAt } from './openapi.ts'
import type { Json, Operation } from './openapi.ts'
import { isOwnHeader } from './parameters.ts'

/**
 * What of the source the tool would not send: another method or path, or a required parameter that neither an
 * argument, a constant nor the credential provides. Empty when the request is that of the source.
 */
export function missingFromRequest(
  document: Json,
  operation: Operation,
  tool: Tool,
  filled: ReadonlySet<string>,
): string[] {
  const { exec } = tool
  if (exec.kind !== 'http') return []
  const missing: string[] = []
  if (exec.method.toLowerCase() !== operation.method) missing.push('the method')
  const path = operation.path.replace(/[#?].*$/, '')
  if (!exec.path.endsWith(path)) missing.push('the path')
  const sent = new Set(
    exec.parameters.map(({ in: place, name, wire }) => `${place} ${wire ?? name}`.toLowerCase()),
  )
  for (const name of Object.keys(exec.query)) sent.add(`query ${name}`.toLowerCase())
  for (const name of Object.keys(exec.headers)) sent.add(`header ${name}`.toLowerCase())
  const required = new Set(listAt(tool.input, 'required'))
  for (const source of operation.parameters) {
    const place = textAt(source, 'in') ?? ''
    const name = textAt(source, 'name') ?? ''
    if (own(source, 'required') !== true && place !== 'path') continue
    const key = `${place} ${name}`.toLowerCase()
    if (sent.has(key) || filled.has(key) || place === 'cookie') continue
    if (place === 'header' && (isOwnHeader(name) || /^x-amz-/i.test(name))) continue
    if (place === 'path' || place === 'query' || place === 'header')
      missing.push(`the required ${place} parameter ${name.slice(0, 60)}`)
  }
  for (const name of required) {
    if (!exec.parameters.some((parameter) => parameter.name === name))
      missing.push(`the required argument ${String(name).slice(0, 60)}`)
  }
  if (bodyIsRequired(document, operation) && !exec.parameters.some(({ in: place }) => place === 'body'))
    missing.push('the body')
  return missing
}

function bodyIsRequired(document: Json, { method, requestBody }: Operation): boolean {
  if (!requestBody || method === 'get' || method === 'head' || own(requestBody, 'required') !== true)
    return false
  const content = own(requestBody, 'content')
  const media = isJson(content) ? Object.values(content).find(isJson) : undefined
  const schema = media && own(media, 'schema')
  if (!isJson(schema)) return false
  try {
    // An object without declared properties has nothing that must be said.
    const source = resolveRef(document, schema)
    return textAt(source, 'type') !== 'object' || listAt(source, 'required').length > 0
  } catch {
    return false
  }
}
