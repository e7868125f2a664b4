/** Reads a manifest: the Zod schema first, then the rules that span several fields. */
import { checkAuth } from './check-auth.ts'
import { checkExec } from './check-exec.ts'
import { checkTriggers } from './check-triggers.ts'
import { checkTemplate, checkTemplates, type Report } from './check-template.ts'
import { Toolkit } from './manifest.ts'
import type { Tool } from './manifest.ts'
import { checkToolSchema } from './tool-schema.ts'

export { pathPlaceholders } from './check-exec.ts'

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
  for (const [name, template] of Object.entries(toolkit.http.signer ?? {}))
    checkTemplate(template, ['conn', 'cfg'], `http.signer.${name}`, report)
  for (const [index, scheme] of toolkit.auth.entries()) checkAuth(scheme, `auth.${index}`, report)
  const modes = toolkit.auth.map(({ mode }) => mode)
  if (new Set(modes).size !== modes.length) report('auth', 'an auth mode appears twice')
  checkSlugs(toolkit, report)
  const slugs = new Set(toolkit.tools.map(({ slug }) => slug))
  for (const tool of toolkit.tools) {
    checkTool(tool, report)
    checkGuidance(tool, slugs, report)
  }
  checkTriggers(toolkit, toolPrefix(toolkit.slug), report)
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
  checkExec(tool, report)
}

function checkGuidance({ slug, guidance }: Tool, slugs: ReadonlySet<string>, report: Report): void {
  for (const key of ['before', 'after'] as const) {
    for (const other of guidance?.[key] ?? []) {
      if (other === slug || !slugs.has(other))
        report(`${slug}.guidance.${key}`, `${other} is no other tool of the toolkit`)
    }
  }
}
