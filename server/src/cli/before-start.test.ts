import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const module = new URL('../../../bin/before-start.js', import.meta.url)

/** What a process is that asks for limits for this command: its id, and its flags of the heap. */
function run(command: string, ...flags: string[]) {
  const program = `const { limitHeap } = await import('${module.href}'); limitHeap(${command})
    console.log(process.pid, ...process.execArgv.filter((flag) => /^--(heap|max-semi)/.test(flag)))`
  const args = [...flags, '--input-type=module', '--eval', program]
  const { pid, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const [shown, ...limits] = stdout.trim().split(' ')
  return { isSame: Number(shown) === pid, limits }
}

test('the server is the process that was started, with a small heap', () => {
  const limits = ['--max-semi-space-size=8', '--heap-growing-percent=50']
  expect(run('undefined')).toStrictEqual({ isSame: true, limits })
})

test('threads share two heaps of the C library, unless the environment says otherwise', () => {
  const program = `const { limitHeap } = await import('${module.href}'); limitHeap('start')
    console.log(process.env.MALLOC_ARENA_MAX)`
  const arenas = (env: Record<string, string>) =>
    spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      env,
    }).stdout.trim()
  expect(arenas({})).toBe('2')
  expect(arenas({ MALLOC_ARENA_MAX: '8' })).toBe('8')
})

test('other commands and limits of one’s own are left as they are', () => {
  expect(run("'help'")).toStrictEqual({ isSame: true, limits: [] })
  const limits = ['--max-semi-space-size=32']
  expect(run("'start'", ...limits)).toStrictEqual({ isSame: true, limits })
})

test('a first start leaves compiled code, of the command line too; another command makes no data folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-compiled-'))
  try {
    const compiled = (command: string) => {
      const dataDir = join(home, command)
      const program = `const { useCompileCache } = await import('${module.href}')
        useCompileCache('${dataDir}', '${command}')`
      spawnSync(process.execPath, ['--input-type=module', '--eval', program])
      return existsSync(join(dataDir, 'compile-cache'))
    }
    expect([compiled('start'), compiled('help')]).toStrictEqual([true, false])
    expect(existsSync(join(home, 'help'))).toBe(false)
  } finally {
    rmSync(home, { recursive: true })
  }
})
