/**
 * Typed edits of a compiled toolkit. Each names a tool by its slug, and fails when that tool is gone: an
 * upstream change is noticed at the next build, not by a user.
 */
import type { JsonSchema, Tool } from '../manifest/manifest.ts'

export type OverlayStep =
  /** A better slug; the old one stays as an alias. */
  | { op: 'rename'; tool: string; to: string }
  /** Older names that people use for the tool. */
  | { op: 'alias'; tool: string; aliases: readonly string[] }
  /** Replaces texts, scopes or flags of the tool. */
  | {
      op: 'patch'
      tool: string
      set: Partial<Pick<Tool, 'name' | 'description' | 'scopes' | 'deprecated' | 'no_auth'>>
    }
  /** Replaces keywords of one input property. */
  | { op: 'property'; tool: string; property: string; set: JsonSchema }
  | { op: 'hide'; tool: string }
  | { op: 'tag'; tool: string; tags: readonly string[] }
  | { op: 'important'; tools: readonly string[] }

/** A step whose target does not exist, or whose new name is taken. */
export class OverlayError extends Error {
  override readonly name = 'OverlayError'
  readonly step: OverlayStep

  constructor(step: OverlayStep, message: string) {
    super(`overlay step ${step.op}: ${message}`)
    this.step = step
  }
}

/** Applies the steps in order and returns new tools; the given ones are left alone. @throws OverlayError */
export function applyOverlay(tools: readonly Tool[], steps: readonly OverlayStep[]): Tool[] {
  const edited = new Map(tools.map((tool) => [tool.slug, tool]))
  for (const step of steps) applyStep(edited, step)
  return [...edited.values()]
}

function applyStep(tools: Map<string, Tool>, step: OverlayStep): void {
  if (step.op === 'important') {
    for (const slug of step.tools) tools.set(slug, { ...target(tools, step, slug), important: true })
    return
  }
  const tool = target(tools, step, step.tool)
  if (step.op === 'hide') tools.delete(tool.slug)
  else if (step.op === 'rename') rename(tools, step, tool, step.to)
  else if (step.op === 'alias') tools.set(tool.slug, withAliases(tools, step, tool, step.aliases))
  else if (step.op === 'patch') tools.set(tool.slug, { ...tool, ...step.set })
  else if (step.op === 'tag')
    tools.set(tool.slug, { ...tool, tags: [...new Set([...tool.tags, ...step.tags])] })
  else tools.set(tool.slug, withProperty(step, tool, step.property, step.set))
}

function target(tools: ReadonlyMap<string, Tool>, step: OverlayStep, slug: string): Tool {
  const tool = tools.get(slug)
  if (!tool) throw new OverlayError(step, `there is no tool ${slug}`)
  return tool
}

/** Keeps the tool's place in the order. */
function rename(tools: Map<string, Tool>, step: OverlayStep, tool: Tool, to: string): void {
  const others = tool.aliases.filter((alias) => alias !== to)
  checkFree(tools, step, tool, to)
  const entries = [...tools].map(([slug, value]): [string, Tool] =>
    slug === tool.slug ? [to, { ...tool, slug: to, aliases: [...others, tool.slug] }] : [slug, value],
  )
  tools.clear()
  for (const [slug, value] of entries) tools.set(slug, value)
}

function withAliases(
  tools: ReadonlyMap<string, Tool>,
  step: OverlayStep,
  tool: Tool,
  aliases: readonly string[],
): Tool {
  for (const alias of aliases) checkFree(tools, step, tool, alias)
  return { ...tool, aliases: [...new Set([...tool.aliases, ...aliases])] }
}

function checkFree(tools: ReadonlyMap<string, Tool>, step: OverlayStep, owner: Tool, name: string): void {
  for (const tool of tools.values()) {
    const taken = tool.slug === name || (tool.slug !== owner.slug && tool.aliases.includes(name))
    if (taken) throw new OverlayError(step, `${name} is already a name of ${tool.slug}`)
  }
}

function withProperty(step: OverlayStep, tool: Tool, name: string, set: JsonSchema): Tool {
  const property = Object.hasOwn(tool.input.properties, name) ? tool.input.properties[name] : undefined
  if (!property) throw new OverlayError(step, `${tool.slug} has no input ${name}`)
  const properties = { ...tool.input.properties, [name]: { ...property, ...set } }
  return { ...tool, input: { ...tool.input, properties } }
}
