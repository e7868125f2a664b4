/** `patchbay catalog build`: compiles the catalog ahead of a start. */
import { parseEnv } from '../env.ts'
import { command } from './command.ts'

export const catalogBuild = command({
  name: 'catalog build',
  summary: 'compile the catalog now rather than at the next start',
  usage: '[--out DIR]',
  details: '  --out DIR   write the store there instead of into the data folder',
  options: { out: { type: 'string' } },
  async run({ values }, { env, out }) {
    const { buildStore } = await import('../startup/catalog.ts')
    const { folder, built } = await buildStore(parseEnv(env).dataDir, values.out)
    out(`${built ? 'built' : 'already built'}: ${folder}\n`)
  },
})
