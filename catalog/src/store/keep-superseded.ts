/** Carries the versions that a new store replaces over into the archive. */
import { archiveToolkit } from './archive.ts'
import type { Catalog } from './catalog.ts'
import { changesBetween, describeChanges } from './changes.ts'

/**
 * Puts every toolkit of `before` that has another version in `after`, or is not in it, into the archive.
 * @returns how many.
 */
export function keepSuperseded(before: Catalog, after: Catalog, archive: string): number {
  const versions = new Map(after.toolkits().map(({ slug, version }) => [slug, version]))
  let kept = 0
  for (const { slug, version } of before.toolkits()) {
    const next = versions.get(slug)
    if (next === version) continue
    const toolkit = before.toolkit(slug)
    if (!toolkit) continue
    const tools = before.tools(slug)
    const note =
      next === undefined
        ? undefined
        : { version: next, changelog: describeChanges(changesBetween(tools, after.tools(slug))) }
    archiveToolkit(archive, { toolkit, tools }, note)
    kept += 1
  }
  return kept
}
