/** What changed in the last versions of every toolkit. */
import type { Catalog } from '@patchbay/catalog'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { madeOnce } from '../made-once.ts'

/** Versions of a toolkit that the answer tells of, the newest first. */
const mostVersions = 10

export const ToolkitChangelog = z.object({
  slug: z.string(),
  name: z.string(),
  display_name: z.string(),
  versions: z.array(z.object({ version: z.string(), changelog: z.string() })),
})

type Entry = z.input<typeof ToolkitChangelog>

/** The changelogs of all toolkits, in the catalog's order. */
export function toolkitChangelogs({ catalog }: Pick<Deps, 'catalog'>): Entry[] {
  return entriesOf(catalog)
}

/** A store never changes, and its changelogs lie in files. */
const entriesOf = madeOnce((catalog: Catalog): Entry[] =>
  catalog.toolkits().map(({ slug, name }) => ({
    slug,
    name: slug,
    display_name: name,
    versions: catalog
      .changelog(slug)
      .slice(0, mostVersions)
      .map((note) => ({ ...note })),
  })),
)
