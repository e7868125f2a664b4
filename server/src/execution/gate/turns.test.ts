import { expect, test } from 'vitest'
import { NoTurn, Turns } from './turns.ts'

/** Jobs that end when they are told to, and the order in which they began. */
function rig(limits: Partial<ConstructorParameters<typeof Turns>[0]> = {}) {
  const turns = new Turns({ most: 4, mostOfProject: 3, mostWaiting: 100, longestWaitMs: 60_000, ...limits })
  const began: string[] = []
  const ends: (() => void)[] = []
  const call = (project: string, name = project) =>
    turns.take(project, async () => {
      began.push(name)
      await new Promise<void>((resolve) => ends.push(resolve))
    })
  /** Ends the job that began first, and lets what follows happen. */
  const endOne = async () => {
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { turns, began, call, endOne }
}

test('a project that floods leaves a place for others', async () => {
  const { began, call } = rig()
  for (let nth = 0; nth < 50; nth += 1) void call('noisy')
  void call('quiet')
  expect(began).toStrictEqual(['noisy', 'noisy', 'noisy', 'quiet'])
})

test('the control: without a limit of its own it takes every place', async () => {
  const { began, call } = rig({ mostOfProject: 4 })
  for (let nth = 0; nth < 50; nth += 1) void call('noisy')
  void call('quiet')
  expect(began).toStrictEqual(['noisy', 'noisy', 'noisy', 'noisy'])
})

test('nobody starves: those that wait are served in turns, whoever came first', async () => {
  const { began, call, endOne } = rig()
  for (let nth = 0; nth < 50; nth += 1) void call('noisy')
  for (const name of ['one', 'two', 'three']) void call(name)
  expect(began).toStrictEqual(['noisy', 'noisy', 'noisy', 'one'])
  for (let nth = 0; nth < 3; nth += 1) await endOne()
  // First come, first served would have been noisy, noisy, noisy.
  expect(began.slice(4).toSorted()).toStrictEqual(['noisy', 'three', 'two'])
})

test('every call is served in the end, and nothing is left behind', async () => {
  const { turns, call, endOne } = rig()
  const calls = Array.from({ length: 40 }, (_, nth) => call(`project ${nth % 7}`))
  expect(turns.isIdle).toBe(false)
  for (let nth = 0; nth < 40; nth += 1) await endOne()
  await Promise.all(calls)
  expect(turns.isIdle).toBe(true)
})

test('a job that fails gives its turn back', async () => {
  const { turns, began, call } = rig({ most: 1, mostOfProject: 1 })
  const failing = turns.take('a', async () => {
    throw new Error('failed')
  })
  void call('b')
  await expect(failing).rejects.toThrow('failed')
  await expect.poll(() => began).toStrictEqual(['b'])
})

test('too many wait, or too long: told at once or in time, and the others go on', async () => {
  const { began, call, endOne } = rig({ most: 1, mostOfProject: 1, mostWaiting: 1, longestWaitMs: 30 })
  void call('a', 'first')
  const waiting = call('a', 'second')
  await expect(call('a', 'third')).rejects.toThrow(NoTurn)
  await expect(waiting).rejects.toThrow('no turn in time')
  const later = call('b')
  await endOne()
  expect(began).toStrictEqual(['first', 'b'])
  await endOne()
  await later
})
