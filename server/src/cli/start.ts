/** `patchbay start`, or `patchbay` alone: the server. */
import { mkdir } from 'node:fs/promises'
import { enableCompileCache } from 'node:module'
import { compileCacheOf } from '../../../bin/before-start.js'
import { parseEnv, unknownVariables } from '../env.ts'
import { command } from './command.ts'

export const start = command({
  name: 'start',
  summary: 'start the server; what runs without a command',
  details: 'It is set up by the environment variables that "patchbay help" lists.',
  async run(_input, context) {
    const env = parseEnv(context.env)
    // Started by root, Postgres runs as another user, who has to get through to its own folder in here.
    await mkdir(env.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    // Halves the time that a second start spends on loading code; hence the late import.
    enableCompileCache(compileCacheOf(env.dataDir))
    const { runServer } = await import('../startup/run-server.ts')
    await runServer(env, unknownVariables(context.env))
  },
})
