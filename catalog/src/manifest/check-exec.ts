/** The rules of a tool that span its schema and how it is carried out. */
import type { Exec, GraphqlExec, HttpExec, Pagination, ResponseSpec, StepsExec } from './exec.ts'
import type { Tool } from './manifest.ts'
import { checkTemplate as checkReferences, type Report } from './check-template.ts'
import { isTemplate } from './template.ts'
import type { TemplateNamespace } from './template.ts'

/** Namespaces that a template may use here, and the steps that have run by then. */
type Allowed = { namespaces: readonly TemplateNamespace[]; steps: readonly string[] }

const plain: Allowed = { namespaces: ['conn', 'cfg', 'input'], steps: [] }
const pathStyles = new Set(['label', 'matrix', 'segments'])
const multiparts = new Set(['multipart', 'related'])

/** Reports every rule that the tool's exec, pagination and files break. */
export function checkExec(tool: Tool, report: Report): void {
  const at = `${tool.slug}.exec`
  if (tool.exec.kind === 'http') checkHttp(tool, tool.exec, at, plain, report)
  else if (tool.exec.kind === 'graphql') checkGraphql(tool, tool.exec, at, plain, report)
  else if (tool.exec.kind === 'steps') checkSteps(tool, tool.exec, report)
  checkFileOutput(tool, report)
  if (tool.pagination) checkPagination(tool, tool.pagination, report)
}

function checkHttp(tool: Tool, exec: HttpExec, at: string, allowed: Allowed, report: Report): void {
  for (const { name, in: place, style, content_type } of exec.parameters) {
    if (!isInput(tool, name)) report(at, `the parameter ${name} is not an input property`)
    if (pathStyles.has(style) && place !== 'path')
      report(at, `the style ${style} is for path parameters, not ${name}`)
    if (content_type !== undefined && !multiparts.has(exec.body_type))
      report(at, `content_type of ${name} needs a multipart body`)
  }
  checkPath(tool, exec, at, report)
  checkTemplate(exec.path, allowed, `${at}.path`, report)
  for (const key of ['headers', 'query'] as const) {
    for (const [name, text] of Object.entries(exec[key])) {
      if (key === 'headers' || isTemplate(text)) checkTemplate(text, allowed, `${at}.${key}.${name}`, report)
    }
  }
  checkConstants(exec.body, allowed, `${at}.body`, report)
  checkBody(tool, exec, at, report)
}

function checkBody(tool: Tool, exec: HttpExec, at: string, report: Report): void {
  const body = exec.parameters.filter(({ in: place }) => place === 'body')
  const files = body.filter(({ name }) => isFile(tool, name))
  if ((exec.method === 'GET' || exec.method === 'HEAD') && (body.length > 0 || exec.body)) {
    report(at, `${exec.method} has no body`)
  }
  if (exec.body_type === 'raw' && body.length !== 1) report(at, 'a raw body takes exactly one body parameter')
  if (exec.body_type === 'related' && files.length !== 1) report(at, 'a related body takes exactly one file')
  if (exec.body_type === 'xml' && exec.xml_root === undefined) report(at, 'an xml body needs xml_root')
  if (Array.isArray(exec.body) && exec.body_type !== 'json') report(at, 'only a json body can be an array')
}

/** Placeholders and path parameters must match one to one, and each must always have a value. */
function checkPath(tool: Tool, exec: HttpExec, at: string, report: Report): void {
  const placeholders = new Set(pathPlaceholders(exec.path))
  const inPath = exec.parameters.filter(({ in: location }) => location === 'path')
  const wires = new Set(inPath.map(({ name, wire }) => wire ?? name))
  for (const name of placeholders) if (!wires.has(name)) report(at, `{${name}} has no path parameter`)
  for (const name of wires) if (!placeholders.has(name)) report(at, `the path has no {${name}}`)
  const required: unknown = tool.input['required']
  for (const { name } of inPath) {
    const always = Array.isArray(required) && required.includes(name)
    const property = Object.hasOwn(tool.input.properties, name) ? tool.input.properties[name] : undefined
    if (!always && property?.['default'] === undefined) {
      report(at, `the path parameter ${name} must be required or have a default`)
    }
  }
}

/** The `{name}` and `{+name}` placeholders of a path; `{{…}}` templates are not among them. */
export function pathPlaceholders(path: string): string[] {
  return [...path.replaceAll(/\{\{[^{}]*\}\}/g, '').matchAll(/\{\+?([^{}]+)\}/g)].map(
    (match) => match[1] ?? '',
  )
}

function checkGraphql(tool: Tool, exec: GraphqlExec, at: string, allowed: Allowed, report: Report): void {
  for (const { name } of exec.variables) {
    if (!isInput(tool, name)) report(at, `the variable ${name} is not an input property`)
  }
  checkTemplate(exec.path, allowed, `${at}.path`, report)
  for (const [name, text] of Object.entries(exec.headers))
    checkTemplate(text, allowed, `${at}.headers.${name}`, report)
  checkConstants(exec.constants, allowed, `${at}.constants`, report)
}

function checkSteps(tool: Tool, exec: StepsExec, report: Report): void {
  const at = `${tool.slug}.exec`
  const done: string[] = []
  for (const { name, when, call } of exec.steps) {
    const allowed: Allowed = { namespaces: [...plain.namespaces, 'steps'], steps: [...done] }
    const place = `${at}.steps.${name}`
    if (done.includes(name)) report(place, 'is the name of two steps')
    if (when !== undefined) checkTemplate(`{{${when}}}`, allowed, `${place}.when`, report)
    if (call.kind === 'http') checkHttp(tool, call, place, allowed, report)
    else checkGraphql(tool, call, place, allowed, report)
    done.push(name)
  }
  checkConstants(
    exec.result,
    { namespaces: [...plain.namespaces, 'steps'], steps: done },
    `${at}.result`,
    report,
  )
}

function checkFileOutput(tool: Tool, report: Report): void {
  for (const spec of responsesOf(tool.exec)) {
    const { file } = spec
    if (file === undefined) continue
    const property = Object.hasOwn(tool.output.properties, file) ? tool.output.properties[file] : undefined
    if (property?.['file_downloadable'] !== true)
      report(`${tool.slug}.exec.response.file`, `${file} is not an output property marked file_downloadable`)
  }
}

function responsesOf(exec: Tool['exec']): ResponseSpec[] {
  const calls: Exec[] = exec.kind === 'steps' ? exec.steps.map(({ call }) => call) : [exec]
  return calls.flatMap((call) => ('response' in call && call.response ? [call.response] : []))
}

function checkPagination(tool: Tool, pagination: Pagination, report: Report): void {
  const named = [
    'argument' in pagination ? pagination.argument : undefined,
    'size_argument' in pagination ? pagination.size_argument : undefined,
  ]
  for (const name of named) {
    if (name !== undefined && !isInput(tool, name))
      report(`${tool.slug}.pagination`, `${name} is not an input property`)
  }
}

const isInput = (tool: Tool, name: string) => Object.hasOwn(tool.input.properties, name)
const isFile = (tool: Tool, name: string) =>
  isInput(tool, name) && tool.input.properties[name]?.['file_uploadable'] === true

function checkConstants(value: unknown, allowed: Allowed, path: string, report: Report): void {
  if (typeof value === 'string' && isTemplate(value)) checkTemplate(value, allowed, path, report)
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) checkConstants(item, allowed, `${path}.${key}`, report)
}

function checkTemplate(template: string, allowed: Allowed, path: string, report: Report): void {
  checkReferences(template, allowed.namespaces, path, report, allowed.steps)
}
