/** The program: hands the command line to `cli/`; without a command it is the server. */
import { useCompileCache } from './cli/compile-cache.ts'

// Before the rest of the program is loaded, hence the late imports. The default is that of `env.ts`.
useCompileCache(process.env['PATCHBAY_DATA_DIR'] || '.patchbay')
const { commands } = await import('./cli/commands.ts')
const { runCommand } = await import('./cli/run-command.ts')

try {
  process.exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stdout.isTTY,
    commands,
  })
} catch (error) {
  const { explainFailure } = await import('./startup/words.ts')
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exit(1)
}
