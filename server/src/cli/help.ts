/** `patchbay help`: what can be run, and which variables a server reads. */
import { environmentHelp } from '../env.ts'
import { type Command, command, UsageError } from './command.ts'

export const help = command({
  name: 'help',
  summary: 'show this, or what one command takes',
  usage: '[COMMAND]',
  takesRest: true,
  async run({ rest }, { out, commands }) {
    const name = rest.join(' ')
    const asked = commands.find((candidate) => candidate.name === name)
    if (name !== '' && !asked) throw new UsageError(`${name} is not a command`)
    out(helpText(commands, asked))
  },
})

/** How a command is called. */
export function usageLine({ name, usage }: Command): string {
  return `usage: patchbay ${name}${usage === '' ? '' : ` ${usage}`}`
}

/** The whole help, or that of one command. */
export function helpText(commands: readonly Command[], one?: Command): string {
  if (one) {
    const details = one.details === '' ? [] : ['', one.details]
    return [usageLine(one), '', `${one.summary}.`, ...details, ''].join('\n')
  }
  return [
    'Patchbay: the self-hosted tool platform for AI agents.',
    '',
    'usage: patchbay [COMMAND] [--help]',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => row(name, summary)),
    '',
    'Environment:',
    ...environmentHelp.map(([name, meaning]) => row(name, meaning)),
    row('PATCHBAY_APP_<TOOLKIT>_CLIENT_ID', ' and _CLIENT_SECRET: an OAuth app that every project may use'),
    '',
  ].join('\n')
}

const row = (name: string, meaning: string) => `  ${name.padEnd(32)}${meaning}`
