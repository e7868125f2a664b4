import { expect, test } from 'vitest'
import { nextPoll, retryPoll, stallsAfter } from './poll-schedule.ts'

const now = new Date('2026-03-01T12:00:00Z')
const minutes = (at: Date) => (at.getTime() - now.getTime()) / 60_000
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const middle = 0.5

test('polls keep to the interval, a tenth off either way', () => {
  const pace = { asked: 10, usual: 10, lastNews: now }
  expect(minutes(nextPoll(now, pace, middle))).toBe(10)
  expect(minutes(nextPoll(now, pace, 0))).toBe(9)
  expect(minutes(nextPoll(now, pace, 1))).toBe(11)
})

test('an instance that has been quiet for a day is looked at half as often, unless its interval was asked for', () => {
  const usual = { asked: undefined, usual: 1 }
  expect(minutes(nextPoll(now, { ...usual, lastNews: hoursAgo(23) }, middle))).toBe(1)
  expect(minutes(nextPoll(now, { ...usual, lastNews: hoursAgo(25) }, middle))).toBe(2)
  expect(minutes(nextPoll(now, { asked: 1, usual: 1, lastNews: hoursAgo(25) }, middle))).toBe(1)
})

test('an instance whose interval grew is not taken for stalled', () => {
  for (const interval of [1, 5, 60]) {
    const next = nextPoll(now, { asked: undefined, usual: interval, lastNews: hoursAgo(99) }, 1)
    expect(next.getTime()).toBeLessThan(stallsAfter(now, interval).getTime())
  }
})

test.each([
  ['120', 2],
  ['Sun, 01 Mar 2026 12:05:00 GMT', 5],
  ['1', 1],
  ['soon', 1],
  ['999999999', 24 * 60],
  ['Sat, 28 Feb 2026 12:00:00 GMT', 1],
])('a provider that wants fewer requests is left alone as long as it says: %s', (retryAfter, expected) => {
  expect(minutes(retryPoll(now, 1, { status: 429, retryAfter }, middle))).toBe(expected)
})

test('failures in a row make polls ever rarer, up to an hour', () => {
  const waits = [1, 2, 3, 8, 40].map((errors) => minutes(retryPoll(now, errors, {}, middle)))
  expect(waits).toStrictEqual([0.5, 1, 2, 60, 60])
})
