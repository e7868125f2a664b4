/** The command line: names, arguments, exit codes. What commands do is tested with what they use. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { command, UsageError } from './command.ts'
import { commands } from './commands.ts'
import { help } from './help.ts'
import { runCommand } from './run-command.ts'

const seen: unknown[] = []
const greet = command({
  name: 'greet',
  summary: 'greet someone',
  usage: 'NAME [TITLE] [--loud] [--times N]',
  details: '  --loud   in capitals',
  options: { loud: { type: 'boolean' }, times: { type: 'string' } },
  positionals: ['NAME', 'TITLE'],
  optional: 1,
  async run({ values, positionals }) {
    if (values.times === '0') throw new UsageError('--times must be at least 1')
    seen.push({ ...values, ...positionals })
    return values.times === '9' ? 9 : undefined
  },
})
const greetAll = command({
  name: 'greet all',
  summary: 'greet everyone',
  run: async () => void seen.push('all'),
})
const start = command({ name: 'start', summary: 'start', run: async () => void seen.push('start') })

async function run(...args: string[]) {
  seen.length = 0
  let out = ''
  let err = ''
  const code = await runCommand(args, {
    env: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isTerminal: false,
    commands: [start, greet, greetAll, help],
  })
  return { code, out, err, seen: [...seen] }
}

describe('a command line', () => {
  test('runs the command it names with its parsed arguments', async () => {
    expect(await run('greet', 'Ada', '--loud')).toMatchObject({
      code: 0,
      seen: [{ NAME: 'Ada', TITLE: undefined, loud: true }],
    })
    expect(await run('greet', 'Ada', 'Countess', '--times=9')).toMatchObject({ code: 9 })
  })

  test('runs the longest name that fits, and start when it names none', async () => {
    expect((await run('greet', 'all')).seen).toStrictEqual(['all'])
    expect((await run()).seen).toStrictEqual(['start'])
  })

  test.each([
    [['greet'], 'NAME is missing'],
    [['greet', 'a', 'b', 'c'], 'unexpected argument c'],
    [['greet', 'a', '--quiet'], "Unknown option '--quiet'"],
    [['greet', 'a', '--times'], "Option '--times <value>' argument missing"],
    [['greet', 'a', '--times', '0'], '--times must be at least 1'],
  ])('%j is refused with 2, the reason and the usage', async (args, reason) => {
    expect(await run(...args)).toStrictEqual({
      code: 2,
      out: '',
      err: `patchbay greet: ${reason}\nusage: patchbay greet NAME [TITLE] [--loud] [--times N]\n`,
      seen: [],
    })
  })

  test('that names no command is refused, with those that begin so', async () => {
    expect(await run('frob')).toMatchObject({
      code: 2,
      err: 'frob is not a command; see patchbay help\n',
      seen: [],
    })
    expect(await run('help', 'frob')).toMatchObject({ code: 2 })
  })

  test('explains a command instead of running it when asked for help', async () => {
    for (const args of [
      ['greet', '--help'],
      ['help', 'greet'],
    ]) {
      const { code, out, seen } = await run(...args)
      expect({ code, seen }).toStrictEqual({ code: 0, seen: [] })
      expect(out).toBe(
        'usage: patchbay greet NAME [TITLE] [--loud] [--times N]\n\ngreet someone.\n\n  --loud   in capitals\n',
      )
    }
  })
})

test('every command has a name of its own and a summary of one line', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length)
  for (const { name, summary } of commands) {
    expect(name).toMatch(/^[a-z]+( [a-z-]+)?$/)
    expect(summary.length).toBeLessThan(90)
  }
})

/** The oldest Node there is beside the one that runs the tests. */
function otherNodes(): string[] {
  return ['/usr/bin/node', '/usr/local/bin/node'].filter((node) => {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
    return /^v2[0-3]\./.test(stdout ?? '')
  })
}

test.each([process.execPath, ...otherNodes()])('bin/patchbay.js runs under %s', (node) => {
  const bin = fileURLToPath(new URL('../../../bin/patchbay.js', import.meta.url))
  const helped = spawnSync(node, [bin, 'help'], { encoding: 'utf8' })
  expect(helped).toMatchObject({ status: 0, stderr: '' })
  expect(helped.stdout).toContain('DATABASE_URL')
  expect(spawnSync(node, [bin, 'nope'], { encoding: 'utf8' })).toMatchObject({ status: 2, stdout: '' })
})
