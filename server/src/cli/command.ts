/** What a command of the `patchbay` command line is: one file each, listed in `commands.ts`. */
import { parseArgs, type ParseArgsConfig, type ParseArgsOptionsConfig } from 'node:util'

/** What a command may use besides its arguments. */
export interface CommandContext {
  /** The environment, for `parseEnv`; commands read no variable themselves. */
  env: NodeJS.ProcessEnv
  out: (text: string) => void
  err: (text: string) => void
  /** Whether `out` is a terminal, where a progress bar may redraw its line. */
  isTerminal: boolean
  /** The table of commands. */
  commands: readonly Command[]
}

/** A command, ready to run. */
export interface Command {
  /** As it is typed: `catalog build`. */
  name: string
  /** One line for `patchbay help`. */
  summary: string
  /** Arguments as usage shows them: `FILE [--out DIR]`; empty when there are none. */
  usage: string
  /** What `patchbay help NAME` adds: a line for each argument. */
  details: string
  /**
   * Parses the arguments after the name and runs.
   * @returns the exit code; nothing for 0.
   * @throws {UsageError} when the arguments are wrong.
   */
  run(args: string[], context: CommandContext): Promise<number | void>
}

/** The arguments of a command are wrong; exit code 2. The message says which. */
export class UsageError extends Error {
  override name = 'UsageError'
}

type Values<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>['values']

interface Input<O extends ParseArgsOptionsConfig, P extends string> {
  values: Values<O>
  positionals: Record<P, string | undefined>
  rest: string[]
}

interface Definition<O extends ParseArgsOptionsConfig, P extends string> {
  name: string
  summary: string
  usage?: string
  details?: string
  /** As `parseArgs` of node:util takes them. */
  options?: O
  /** Names of the arguments without a flag; all of them are required unless `optional` says otherwise. */
  positionals?: readonly P[]
  /** How many of `positionals`, from the end, may be left out. */
  optional?: number
  /** Any number of arguments may follow `positionals`, and are `rest`. */
  takesRest?: boolean
  run(input: Input<O, P>, context: CommandContext): Promise<number | void>
}

/** Declares a command. Heavy modules are imported inside `run`: the table loads every command's file. */
export function command<const O extends ParseArgsOptionsConfig, const P extends string>(
  definition: Definition<O, P>,
): Command {
  const { name, summary, usage = '', details = '', run } = definition
  return {
    name,
    summary,
    usage,
    details,
    run: async (args, context) => run(parse(definition, args), context),
  }
}

function parse<O extends ParseArgsOptionsConfig, P extends string>(
  { options, positionals: names = [], optional = 0, takesRest = false }: Definition<O, P>,
  args: string[],
): Input<O, P> {
  const { values, positionals } = parseOrExplain({
    args,
    options: options ?? {},
    strict: true,
    allowPositionals: true,
  })
  const missing = names[positionals.length]
  if (missing !== undefined && positionals.length < names.length - optional)
    throw new UsageError(`${missing} is missing`)
  const rest = positionals.slice(names.length)
  const [extra] = rest
  if (extra !== undefined && !takesRest) throw new UsageError(`unexpected argument ${extra}`)
  return {
    values: values as Values<O>,
    positionals: Object.fromEntries(names.map((name, at) => [name, positionals[at]])) as Record<
      P,
      string | undefined
    >,
    rest,
  }
}

function parseOrExplain(config: ParseArgsConfig) {
  try {
    return parseArgs(config)
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error
    // Node goes on with how to pass a dash as an argument, which nobody asked here.
    throw new UsageError(error.message.split(/\. (?=To )/)[0] ?? error.message)
  }
}
