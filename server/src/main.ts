/** The server process: read the options and the environment, then hand over to `startup/run-server.ts`. */
import { mkdir } from 'node:fs/promises'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { ConfigurationError, parseEnv, unknownVariables } from './env.ts'
import { explainFailure, helpText } from './startup/words.ts'
import { version } from './version.ts'

async function main(): Promise<void> {
  const [option] = process.argv.slice(2)
  if (option === '--help' || option === '-h') return void process.stdout.write(helpText())
  if (option === '--version') return void process.stdout.write(`${version}\n`)
  if (option !== undefined) throw new ConfigurationError(`${option} is not an option; see --help`)

  const env = parseEnv(process.env)
  // Started by root, Postgres runs as another user, who has to get through to its own folder in here.
  await mkdir(env.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  // Halves the time that a second start spends on loading code; hence the late import.
  enableCompileCache(join(env.dataDir, 'compile-cache'))
  const { runServer } = await import('./startup/run-server.ts')
  await runServer(env, unknownVariables(process.env))
}

await main().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exit(1)
})
