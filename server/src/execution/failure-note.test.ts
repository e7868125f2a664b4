import { expect, test } from 'vitest'
import { EgressError } from '../egress/egress.ts'
import { noteFailure } from './failure-note.ts'
import { describeTransportFailure, toTransportError } from './transport-failure.ts'

const late = { data: {}, error: 'too late', successful: false, notSent: false, timedOut: true }

test('an answer that does not come in time is a timeout, and reading again does nothing twice', () => {
  expect(noteFailure('TESTKIT_LIST', true, late)).toMatchObject({
    kind: 'timeout',
    retryable: true,
    suggested_fix: expect.stringContaining('Call TESTKIT_LIST again'),
  })
  expect(noteFailure('TESTKIT_SAVE', false, late)).toMatchObject({ kind: 'timeout', retryable: false })
  const { timedOut: _, ...unreachable } = late
  expect(noteFailure('TESTKIT_LIST', true, unreachable)).toMatchObject({ kind: 'provider_down' })
})

test('only a call of one’s own choosing is told that it may have taken effect', () => {
  const error = new EgressError('timeout', '"api.test" did not answer in time', { sent: true })
  expect(describeTransportFailure(error)).toBe('"api.test" did not answer in time.')
  expect(JSON.stringify(toTransportError(error))).toContain('may have taken effect')
})
