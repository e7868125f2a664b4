/** `patchbay catalog build`: compiles the catalog ahead of a start. */
import { resolve } from 'node:path'
import { parseEnv } from '../env.ts'
import { command } from './command.ts'

export const catalogBuild = command({
  name: 'catalog build',
  summary: 'compile the catalog now rather than after the next start',
  usage: '[--head] [--out DIR]',
  details: [
    '  --head      only the toolkits kept by hand, which needs no network',
    '  --out DIR   write the store there instead of into the data folder; what is there is replaced',
    '',
    'A build that was broken off goes on with what it had fetched.',
  ].join('\n'),
  options: { head: { type: 'boolean' }, out: { type: 'string' } },
  async run({ values }, { env, out, err, isTerminal }) {
    const { buildInto, prepareStore } = await import('../startup/catalog/prepare-store.ts')
    const { progressLine } = await import('../startup/catalog/progress-line.ts')
    const { dataDir, catalog } = parseEnv(env)
    const onProgress = progressLine(err, isTerminal)
    const options = { dataDir, kind: values.head ? ('head' as const) : catalog, onProgress }
    const { store, built } =
      values.out === undefined ? await prepareStore(options) : await buildInto(resolve(values.out), options)
    onProgress()
    out(`${built ? 'built' : 'already built'}: ${store}\n`)
  },
})
