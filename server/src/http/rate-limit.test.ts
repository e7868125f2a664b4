import { expect, test } from 'vitest'
import { RateLimiter, windowSeconds } from './rate-limit.ts'

const windowMs = windowSeconds * 1000
/** Start of some window. */
const start = 1_700_000 * windowMs

test('the request over the limit is refused and told when to come back', () => {
  const limiter = new RateLimiter(2)
  expect(limiter.take('org', start)).toMatchObject({ allowed: true, remaining: 1 })
  expect(limiter.take('org', start)).toMatchObject({ allowed: true, remaining: 0 })
  expect(limiter.take('org', start + windowMs / 2)).toStrictEqual({
    allowed: false,
    limit: 2,
    remaining: 0,
    resetSeconds: windowSeconds / 2,
  })
})

test('a burst at the end of a window still counts at the start of the next one', () => {
  const limiter = new RateLimiter(10)
  for (let at = 0; at < 10; at += 1) limiter.take('org', start + windowMs - 1)
  expect(limiter.take('org', start + windowMs).allowed).toBe(false)
  expect(limiter.take('org', start + windowMs * 1.5).remaining).toBe(4)
  expect(limiter.take('org', start + windowMs * 3).remaining).toBe(9)
})

test('organisations do not share a limit', () => {
  const limiter = new RateLimiter(1)
  limiter.take('a', start)
  expect(limiter.take('b', start).allowed).toBe(true)
})
