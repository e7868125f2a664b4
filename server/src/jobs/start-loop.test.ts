import { expect, test } from 'vitest'
import { startLoop } from './start-loop.ts'

const never = 3_600_000

/** A look that ends when the test says. */
function gate() {
  const ends: (() => void)[] = []
  return { look: () => new Promise<void>((end) => void ends.push(end)), ends }
}

test('it looks at once, and once more for any number of wakes meanwhile, never twice at a time', async () => {
  const { look, ends } = gate()
  const loop = startLoop({ everyMs: never, look, onError: () => {} })
  loop.wake()
  loop.wake()
  expect(ends).toHaveLength(1)
  ends[0]?.()
  await expect.poll(() => ends.length).toBe(2)
  ends[1]?.()
  await loop.stop()
  expect(ends).toHaveLength(2)
})

test('a look that fails is told of, and the next one comes', async () => {
  const errors: unknown[] = []
  const loop = startLoop({
    everyMs: never,
    look: () => Promise.reject(new Error(`look ${errors.length}`)),
    onError: (error) => void errors.push(error),
  })
  await expect.poll(() => errors.length).toBe(1)
  loop.wake()
  await expect.poll(() => errors.length).toBe(2)
  await loop.stop()
})

test('stopping waits for the look under way, tells it, and no other comes', async () => {
  let seen: boolean | undefined
  let end = () => {}
  const loop = startLoop({
    everyMs: never,
    look: async (isStopped) => {
      await new Promise<void>((done) => (end = done))
      seen = isStopped()
    },
    onError: () => {},
  })
  loop.wake()
  const stopped = loop.stop()
  loop.wake()
  end()
  await stopped
  expect(seen).toBe(true)
})
