/** The program: hands the command line to `cli/`; without a command it is the server. */
import { commands } from './cli/commands.ts'
import { runCommand } from './cli/run-command.ts'
import { explainFailure } from './startup/words.ts'

try {
  process.exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stdout.isTTY,
    commands,
  })
} catch (error) {
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exit(1)
}
