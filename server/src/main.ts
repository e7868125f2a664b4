/** The program: hands the command line to `cli/`; without a command it is the server. `bin/patchbay.js` starts it. */
import { commands } from './cli/commands.ts'
import { runCommand } from './cli/run-command.ts'

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
