/** A small share of what `run.ts` does at length: kills and crashes while events come in and go out. */
import { expect, test } from 'vitest'

import { reliabilityRun } from './run.ts'

test('no accepted event is lost to kill -9 and a crash of the database, and repeats keep their id', async () => {
  const run = await reliabilityRun({
    kills: 5,
    events: 400,
    crashEvery: 3,
    rate: 80,
    ordered: false,
    longestLife: 1_000,
  })
  expect(run.crashes).toBe(1)
  expect(run.accepted).toBe(400)
  // Of repeats, a run this short says only that they are few: a kill at a bad moment leaves sixteen under way.
  expect(run).toMatchObject({ lost: [], differentIds: 0, forged: 0 })
  expect(run.duplicates).toBeLessThan(60)
}, 300_000)
