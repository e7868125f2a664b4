/** Puts the notes of a toolkit, kept beside its manifest, into the manifest. */
import type { Guidance, ToolkitInput } from './manifest.ts'

/** The notes on a toolkit: `toolkits/<slug>/guidance.ts`. Tools are named by slug or alias. */
export interface ToolkitGuidance {
  /** What holds for every tool. */
  pitfalls?: string[]
  tools: Record<string, Partial<Guidance>>
}

/** Notes that name a tool which the toolkit does not have. */
export class GuidanceError extends Error {
  override readonly name = 'GuidanceError'
}

/** A manifest with the notes in it; the given one is left alone. @throws GuidanceError */
export function withGuidance(manifest: ToolkitInput, notes: ToolkitGuidance | undefined): ToolkitInput {
  if (!notes) return manifest
  const slugs = new Map<string, string>()
  for (const { slug, aliases = [] } of manifest.tools) {
    for (const name of [slug, ...aliases]) slugs.set(name, slug)
  }
  const own = (name: string): string => {
    const slug = slugs.get(name)
    if (slug === undefined)
      throw new GuidanceError(`the notes on ${manifest.slug} name ${name}, which is no tool`)
    return slug
  }
  const byTool = new Map<string, Partial<Guidance>>()
  for (const [name, { pitfalls = [], before = [], after = [] }] of Object.entries(notes.tools)) {
    byTool.set(own(name), { pitfalls, before: before.map(own), after: after.map(own) })
  }
  const tools = manifest.tools.map((tool) => {
    const guidance = byTool.get(tool.slug)
    return guidance ? { ...tool, guidance } : tool
  })
  return { ...manifest, tools, ...(notes.pitfalls && { guidance: { pitfalls: notes.pitfalls } }) }
}
