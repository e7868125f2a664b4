/** `patchbay catalog info`: what a catalog holds, in numbers. */
import { existsSync } from 'node:fs'
import type { Catalog } from '@patchbay/catalog'
import { parseEnv } from '../env.ts'
import { command } from './command.ts'

export const catalogInfo = command({
  name: 'catalog info',
  summary: 'count what a catalog holds',
  usage: '[STORE]',
  details: '  STORE   a store’s folder or a packed file; what the next start would serve when left out',
  positionals: ['STORE'],
  optional: 1,
  async run({ positionals }, { env, out, err }) {
    const { withCatalog } = await import('./read-catalog.ts')
    const { servedStore } = await import('../startup/catalog/stores.ts')
    const { dataDir, catalog } = parseEnv(env)
    const store = positionals.STORE ?? servedStore(dataDir, catalog)
    if (positionals.STORE === undefined && !existsSync(store)) {
      err(
        `no catalog is built in ${dataDir} yet: the first start builds it, or "patchbay catalog build" does now\n`,
      )
      return 1
    }
    await withCatalog(store, async (opened) => out(`${store}\n${describe(opened)}`))
    return 0
  },
})

function describe(catalog: Catalog): string {
  const toolkits = catalog.toolkits()
  const tools = catalog.summaries()
  const modes = new Map<string, number>()
  for (const { auth_modes } of toolkits) {
    for (const mode of auth_modes) modes.set(mode, (modes.get(mode) ?? 0) + 1)
  }
  const rows: [string, string | number][] = [
    ['built from', catalog.hash.slice(0, 12)],
    ['toolkits', toolkits.length],
    ['tools', tools.length],
    ['important', tools.filter(({ important }) => important).length],
    ['deprecated', tools.filter(({ deprecated }) => deprecated).length],
    ['categories', new Set(toolkits.flatMap(({ categories }) => categories)).size],
    ...[...modes].toSorted((a, b) => b[1] - a[1]).map(([mode, count]): [string, number] => [mode, count]),
  ]
  return rows.map(([name, value]) => `${name.padEnd(24)}${value.toLocaleString('en')}\n`).join('')
}
