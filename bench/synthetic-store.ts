/**
 * A store of the size of the full catalog, made from the toolkits kept by hand: for measuring without a network.
 *
 *     node bench/synthetic-store.ts DIR [tools]
 *
 * Every copy of a toolkit has names of its own; texts are varied so that they compress as real ones do.
 */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { shippedSlugs } from '../catalog/src/build/compile-shipped.ts'
import { openCatalog } from '../catalog/src/store/open-catalog.ts'
import { writeStore } from '../catalog/src/store/write-store.ts'
import { prepareStore } from '../server/src/startup/catalog/prepare-store.ts'

const [directory = '', count = '100000'] = process.argv.slice(2)

/** Writes about `wanted` tools. Of a large toolkit each copy takes a share, so that there are some 1,400. */
export async function writeSynthetic(outDir: string, wanted: number): Promise<void> {
  const cache = resolve('.cache')
  const { store } = await prepareStore({ dataDir: cache, kind: 'head' })
  const head = openCatalog(store)
  mkdirSync(outDir, { recursive: true })
  const writer = writeStore(outDir)
  const every = shippedSlugs().map((slug) => ({ toolkit: head.toolkit(slug), tools: head.tools(slug) }))
  const copies: { slug: string; write: () => number }[] = []
  const perToolkit = 58
  for (let copy = 0, made = 0; made < wanted; copy++) {
    for (const { toolkit, tools } of every) {
      if (!toolkit) continue
      const slug = `${toolkit.slug}${copy === 0 ? '' : `_n${copy}`}`
      const prefix = slug.toUpperCase().replaceAll('-', '_')
      const own = toolkit.slug.toUpperCase().replaceAll('-', '_')
      const start = (copy * perToolkit) % Math.max(1, tools.length)
      const taken =
        copy === 0 ? tools : [...tools.slice(start), ...tools.slice(0, start)].slice(0, perToolkit)
      made += taken.length
      copies.push({
        slug,
        write() {
          const named = taken.map((tool) => ({
            ...tool,
            slug: tool.slug.replace(own, prefix).slice(0, 64),
            aliases: copy === 0 ? tool.aliases : [],
            toolkit: slug,
            description: `${tool.description} Variant ${(copy * 7919).toString(36)}.`,
          }))
          writer.add({ ...toolkit, slug, name: `${toolkit.name} ${copy}`, tools_count: named.length }, named)
          return named.length
        },
      })
    }
  }
  let tools = 0
  for (const { write } of copies.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))) {
    if (tools < wanted) tools += write()
  }
  const bytes = writer.finish('0'.repeat(64))
  process.stdout.write(`${tools} tools, ${(bytes / 1e6).toFixed(0)} MB as JSON\n`)
}

if (import.meta.main) await writeSynthetic(directory, Number(count))
