import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { withBuildLock } from './build-lock.ts'

const home = mkdtempSync(join(tmpdir(), 'patchbay-lock-'))
afterAll(() => rmSync(home, { recursive: true }))
const timing = { every: 20, stale: 60_000 }

test('works one after the other, and leaves no lock, also when the work fails', async () => {
  const file = join(home, 'turns')
  let running = 0
  let most = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise(setImmediate)
    running -= 1
    throw new Error('failed')
  }
  const all = Array.from({ length: 5 }, () => withBuildLock(file, work, { timing }))
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toStrictEqual(Array(5).fill('rejected'))
  expect(most).toBe(1)
  expect(existsSync(file)).toBe(false)
})

test('the lock of a holder that died is taken over, that of a living one is not', async () => {
  const file = join(home, 'dead')
  writeFileSync(file, '1\n')
  const stop = new AbortController()
  const waiting = withBuildLock(file, async () => 'worked', { timing, signal: stop.signal })
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow()
  expect(existsSync(file)).toBe(true)

  const longAgo = new Date(Date.now() - 120_000)
  utimesSync(file, longAgo, longAgo)
  expect(await withBuildLock(file, async () => 'worked', { timing })).toBe('worked')
})
