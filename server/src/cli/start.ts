/** `patchbay start`, or `patchbay` alone: the server. */
import { enableCompileCache } from 'node:module'
import { compileCacheOf, makeDataDir } from '../../../bin/before-start.js'
import { parseEnv, unknownVariables } from '../env.ts'
import { command } from './command.ts'

export const start = command({
  name: 'start',
  summary: 'start the server; what runs without a command',
  details: 'It is set up by the environment variables that "patchbay help" lists.',
  async run(_input, context) {
    const env = parseEnv(context.env)
    makeDataDir(env.dataDir)
    // Halves the time that a second start spends on loading code; hence the late import.
    enableCompileCache(compileCacheOf(env.dataDir))
    const { runServer } = await import('../startup/run-server.ts')
    await runServer(env, unknownVariables(context.env))
  },
})
