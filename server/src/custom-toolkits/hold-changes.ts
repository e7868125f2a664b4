/** What of a remote list may be served at once, and what waits for a person. */
import type { Tool, Toolkit } from '@patchbay/catalog'
import type { HeldTool } from './custom-toolkits.contract.ts'

export interface Reviewed {
  manifest: Toolkit
  held: HeldTool[]
}

/**
 * Compares a new list with what was approved. A tool whose definition changed keeps its approved text and does not
 * run; a new one is not served; both are held. One that is as it was is served, and one that is gone is dropped.
 */
export function holdChanges(approved: Toolkit, fresh: Toolkit): Reviewed {
  const before = new Map(approved.tools.map((tool) => [remoteName(tool), tool]))
  const tools: Tool[] = []
  const held: HeldTool[] = []
  for (const tool of fresh.tools) {
    const known = before.get(remoteName(tool))
    if (!known) held.push({ change: 'added', tool })
    else if (fingerprintOf(known) === fingerprintOf(tool)) tools.push(withHeld(known, false))
    else {
      tools.push(withHeld(known, true))
      // Its slug stays, whatever the new list would have called it.
      held.push({ change: 'changed', tool: { ...tool, slug: known.slug } })
    }
  }
  return { manifest: { ...fresh, tools }, held }
}

/** Serves the held tools of these slugs as they are now. */
export function approve({ manifest, held }: Reviewed, slugs: 'all' | readonly string[]): Reviewed {
  const wanted = (slug: string) => slugs === 'all' || slugs.includes(slug)
  const accepted = new Map(held.filter(({ tool }) => wanted(tool.slug)).map(({ tool }) => [tool.slug, tool]))
  const replaced = manifest.tools.map((tool) => accepted.get(tool.slug) ?? tool)
  const known = new Set(replaced.map(({ slug }) => slug))
  const added = [...accepted.values()].filter(({ slug }) => !known.has(slug))
  return {
    manifest: { ...manifest, tools: [...replaced, ...added].toSorted((a, b) => (a.slug < b.slug ? -1 : 1)) },
    held: held.filter(({ tool }) => !accepted.has(tool.slug)),
  }
}

const remoteName = ({ exec, slug }: Tool) => (exec.kind === 'mcp' ? exec.tool : slug)
const fingerprintOf = ({ exec }: Tool) => (exec.kind === 'mcp' ? exec.fingerprint : '')

function withHeld(tool: Tool, held: boolean): Tool {
  if (tool.exec.kind !== 'mcp') return tool
  const { held: _before, ...exec } = tool.exec
  return { ...tool, exec: held ? { ...exec, held } : exec }
}
