/** `patchbay catalog diff`: what differs between two catalogs, and what of it breaks those who use the older one. */
import type { Catalog } from '@patchbay/catalog'
import { command } from './command.ts'

export const catalogDiff = command({
  name: 'catalog diff',
  summary: 'tell what differs between two catalogs, and what of it breaks callers',
  usage: 'A B [--breaking]',
  details: [
    '  A, B         folders of stores, or packed files; A is the older one',
    '  --breaking   only what breaks callers',
    '',
    'Exits with 1 when something breaks: a tool or property removed, a new required property, a narrower type.',
  ].join('\n'),
  options: { breaking: { type: 'boolean' } },
  positionals: ['A', 'B'],
  async run({ values, positionals: { A = '', B = '' } }, { out }) {
    const { withCatalog } = await import('./read-catalog.ts')
    return withCatalog(A, (before) =>
      withCatalog(B, (after) => diff(before, after, values.breaking ?? false, out)),
    )
  },
})

async function diff(
  before: Catalog,
  after: Catalog,
  onlyBreaking: boolean,
  out: (text: string) => void,
): Promise<number> {
  const { changesBetween } = await import('@patchbay/catalog/build')
  const slugs = new Set([...before.toolkits(), ...after.toolkits()].map(({ slug }) => slug))
  const counts = { breaking: 0, harmless: 0 }
  for (const slug of [...slugs].toSorted()) {
    const [old, next] = [before.toolkit(slug), after.toolkit(slug)]
    const changes = changesBetween(before.tools(slug), after.tools(slug))
    const shown = onlyBreaking ? changes.filter(({ breaking }) => breaking) : changes
    counts.breaking += changes.filter(({ breaking }) => breaking).length
    counts.harmless += changes.filter(({ breaking }) => !breaking).length
    if (shown.length === 0) continue
    out(`${slug} ${old?.version ?? '(none)'} → ${next?.version ?? '(none)'}\n`)
    for (const { path, breaking, what } of shown) {
      out(`  ${breaking ? 'breaking' : 'harmless'}  ${path}: ${what}\n`)
    }
  }
  out(`${counts.breaking} breaking, ${counts.harmless} harmless\n`)
  return counts.breaking > 0 ? 1 : 0
}
