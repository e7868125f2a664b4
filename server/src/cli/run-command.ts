/** Finds the command that a command line names, runs it, and turns what goes wrong into words and an exit code. */
import { version } from '../version.ts'
import { type Command, type CommandContext, UsageError } from './command.ts'
import { helpText, usageLine } from './help.ts'

/** Exit code for a command line that is wrong. */
const wrongUsage = 2

/**
 * Runs a command line: `['catalog', 'build', '--out', 'x']`. Without a command it is `start`.
 * @returns the exit code. @throws whatever the command throws but UsageError.
 */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const [first] = args
  if (first === '--help' || first === '-h') return print(context, helpText(context.commands))
  if (first === '--version') return print(context, `${version}\n`)
  const found = findCommand(args, context.commands)
  if (!found) {
    const near = context.commands.filter(({ name }) => name.startsWith(`${first} `))
    if (near.length > 0) context.err(`${near.map(usageLine).join('\n')}\n`)
    else context.err(`${first} is not a command; see patchbay help\n`)
    return wrongUsage
  }
  const { command, rest } = found
  if (rest.includes('--help') || rest.includes('-h'))
    return print(context, helpText(context.commands, command))
  try {
    return (await command.run(rest, context)) ?? 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    context.err(`patchbay ${command.name}: ${error.message}\n${usageLine(command)}\n`)
    return wrongUsage
  }
}

function print({ out }: CommandContext, text: string): number {
  out(text)
  return 0
}

/** The command whose name begins the line, the longest first; `start` when the line begins with an option or is empty. */
function findCommand(
  args: readonly string[],
  commands: readonly Command[],
): { command: Command; rest: string[] } | undefined {
  const named = commands
    .filter(({ name }) => name.split(' ').every((word, at) => args[at] === word))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  if (named) return { command: named, rest: args.slice(named.name.split(' ').length) }
  if (args[0] !== undefined && !args[0].startsWith('-')) return undefined
  const start = commands.find(({ name }) => name === 'start')
  return start && { command: start, rest: [...args] }
}
