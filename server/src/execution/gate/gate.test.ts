import { expect, test } from 'vitest'
import { EgressError } from '../../egress/egress.ts'
import { Gate, NotMade } from './gate.ts'

const origin = 'https://api.example'

function rig() {
  const gate = new Gate({ most: 8, mostOfProject: 6, mostWaiting: 10, longestWaitMs: 60_000 })
  const state = { now: 1_000_000, sent: 0 }
  const call = async (outcome: number | EgressError, project = 'p', to = origin) => {
    const attempt = async () => {
      state.sent += 1
      if (outcome instanceof EgressError) throw outcome
      return { status: outcome }
    }
    const { status } = await gate.pass({ project, origin: to, now: () => state.now }, attempt)
    return status
  }
  const fail = async (times: number, outcome: number | EgressError = refused, project = 'p') => {
    for (let nth = 0; nth < times; nth += 1) await call(outcome, project).catch(() => undefined)
  }
  return { state, call, fail }
}
const refused = new EgressError('connect_failed', 'api.example refuses connections')

test.each([[refused], [new EgressError('timeout', 'slow')], [503]])(
  'after five failures in a row nothing is sent until it is time to try: %s',
  async (failure) => {
    const { state, call, fail } = rig()
    await fail(5, failure)
    const error = await call(200).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(NotMade)
    expect(error).toMatchObject({ sent: false, retryAfterSeconds: 5 })
    expect(state.sent).toBe(5)
    state.now += 5_000
    expect(await call(200)).toBe(200)
    expect(await call(200)).toBe(200)
  },
)

test('a probe that fails doubles the pause, up to a minute; one that succeeds ends it', async () => {
  const { state, call, fail } = rig()
  await fail(5)
  for (const seconds of [10, 20, 40, 60, 60]) {
    state.now += 60_000
    await fail(1)
    await expect(call(200)).rejects.toMatchObject({ retryAfterSeconds: seconds })
  }
  state.now += 60_000
  expect(await call(200)).toBe(200)
  await fail(4)
  expect(await call(200)).toBe(200)
})

test('only one call probes', async () => {
  const { state, call, fail } = rig()
  await fail(5)
  state.now += 5_000
  const both = await Promise.allSettled([call(200), call(200)])
  expect(both.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected'])
  expect(state.sent).toBe(6)
})

test.each([
  [500],
  [429],
  [404],
  [new EgressError('response_too_large', 'large')],
  [new TypeError('a bug') as never],
])('an origin that answers is not left alone: %s', async (outcome) => {
  const { call, fail } = rig()
  await fail(20, outcome)
  expect(await call(200)).toBe(200)
})

test('failures of one project or one origin close nothing for another', async () => {
  const { call, fail } = rig()
  await fail(20)
  expect(await call(200, 'other')).toBe(200)
  expect(await call(200, 'p', 'https://elsewhere.example')).toBe(200)
  await expect(call(200)).rejects.toThrow('api.example has not answered')
})
