/** Reads a manifest: the Zod schema first, then the rules that span several fields. */
import { checkAuth } from './check-auth.ts'
import { checkTemplate, checkTemplates, type Report } from './check-template.ts'
import { Toolkit } from './manifest.ts'
import type { HttpExec, Tool } from './manifest.ts'
import { checkToolSchema } from './tool-schema.ts'

/** One fault of a manifest: where (dotted, tools by slug) and what. */
export type ManifestProblem = { path: string; message: string }

/** A manifest that breaks the rules; `problems` holds all of them. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError'
  readonly slug: string
  readonly problems: readonly ManifestProblem[]

  constructor(slug: string, problems: readonly ManifestProblem[]) {
    const shown = problems.slice(0, 10).map(({ path, message }) => `  ${path}: ${message}`)
    const more = problems.length > shown.length ? [`  and ${problems.length - shown.length} more`] : []
    super([`The manifest of ${slug} has ${problems.length} problem(s):`, ...shown, ...more].join('\n'))
    this.slug = slug
    this.problems = problems
  }
}

/**
 * Validates a manifest and fills in its defaults.
 *
 * @throws ManifestError with every problem found.
 */
export function parseManifest(input: unknown): Toolkit {
  const parsed = Toolkit.safeParse(input)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      path: issue.path.map(String).join('.') || '(root)',
      message: issue.message,
    }))
    throw new ManifestError(slugOf(input), problems)
  }
  const problems = crossCheck(parsed.data)
  if (problems.length > 0) throw new ManifestError(parsed.data.slug, problems)
  return parsed.data
}

/** The prefix that the slugs of a toolkit's tools start with: `googlecalendar` → `GOOGLECALENDAR_`. */
export function toolPrefix(toolkitSlug: string): string {
  return `${toolkitSlug.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_`
}

function slugOf(input: unknown): string {
  if (typeof input !== 'object' || input === null || !('slug' in input)) return '(no slug)'
  return typeof input.slug === 'string' ? input.slug.slice(0, 100) : '(no slug)'
}

function crossCheck(toolkit: Toolkit): ManifestProblem[] {
  const problems: ManifestProblem[] = []
  const report: Report = (path, message) => problems.push({ path, message })
  checkTemplate(toolkit.http.base_url, ['conn', 'cfg'], 'http.base_url', report)
  checkTemplates(toolkit.http.headers, ['conn', 'cfg'], 'http.headers', report)
  for (const [index, scheme] of toolkit.auth.entries()) checkAuth(scheme, `auth.${index}`, report)
  const modes = toolkit.auth.map(({ mode }) => mode)
  if (new Set(modes).size !== modes.length) report('auth', 'an auth mode appears twice')
  checkSlugs(toolkit, report)
  const slugs = new Set(toolkit.tools.map(({ slug }) => slug))
  for (const tool of toolkit.tools) {
    checkTool(tool, report)
    checkGuidance(tool, slugs, report)
  }
  return problems
}

function checkSlugs({ slug, tools }: Toolkit, report: Report): void {
  const prefix = toolPrefix(slug)
  const owner = new Map<string, string>()
  for (const tool of tools) {
    for (const name of [tool.slug, ...tool.aliases]) {
      if (!name.startsWith(prefix)) report(tool.slug, `${name} does not start with ${prefix}`)
      const other = owner.get(name)
      if (other) report(tool.slug, `${name} is also a name of ${other}`)
      owner.set(name, tool.slug)
    }
  }
}

function checkTool(tool: Tool, report: Report): void {
  for (const side of ['input', 'output'] as const) {
    for (const problem of checkToolSchema(tool[side])) {
      report(`${tool.slug}.${side}${problem.path}`, problem.message)
    }
  }
  if (tool.exec.kind === 'http') checkHttpExec(tool, tool.exec, report)
}

function checkGuidance({ slug, guidance }: Tool, slugs: ReadonlySet<string>, report: Report): void {
  for (const key of ['before', 'after'] as const) {
    for (const other of guidance?.[key] ?? []) {
      if (other === slug || !slugs.has(other))
        report(`${slug}.guidance.${key}`, `${other} is no other tool of the toolkit`)
    }
  }
}

function checkHttpExec(tool: Tool, exec: HttpExec, report: Report): void {
  const at = `${tool.slug}.exec`
  for (const { name } of exec.parameters) {
    if (!Object.hasOwn(tool.input.properties, name))
      report(at, `the parameter ${name} is not an input property`)
  }
  checkPath(tool, exec, report)
  checkTemplate(exec.path, ['conn', 'cfg', 'input'], `${at}.path`, report)
  checkTemplates(exec.headers, ['conn', 'cfg', 'input'], `${at}.headers`, report)
  const body = exec.parameters.filter(({ in: location }) => location === 'body')
  if (exec.body_type === 'raw' && body.length !== 1) report(at, 'a raw body takes exactly one body parameter')
  if ((exec.method === 'GET' || exec.method === 'HEAD') && (body.length > 0 || exec.body)) {
    report(at, `${exec.method} has no body`)
  }
}

/** Placeholders and path parameters must match one to one, and each must always have a value. */
function checkPath(tool: Tool, exec: HttpExec, report: Report): void {
  const at = `${tool.slug}.exec`
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

/** The `{name}` placeholders of a path; `{{…}}` templates are not among them. */
export function pathPlaceholders(path: string): string[] {
  return [...path.replaceAll(/\{\{[^{}]*\}\}/g, '').matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '')
}
