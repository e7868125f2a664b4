import { expect, test } from 'vitest'
import { lockedVersion, updateVersions, versionDate, VersionLockError } from './versions.ts'

const hash = (digit: string) => digit.repeat(64)
const monday = new Date('2026-01-05T10:00:00Z')
const tuesday = new Date('2026-01-06T10:00:00Z')
const first = updateVersions({}, new Map([['acme', hash('a')]]), monday)

test('a new toolkit gets the first version of the day', () => {
  expect(first).toStrictEqual({
    acme: { version: '20260105_00', content_hash: hash('a'), created_at: '2026-01-05T10:00:00.000Z' },
  })
})

test('unchanged content keeps its version', () => {
  expect(updateVersions(first, new Map([['acme', hash('a')]]), tuesday)).toStrictEqual(first)
})

const changed = (now: Date) => updateVersions(first, new Map([['acme', hash('b')]]), now)['acme']

test('changed content gets a new version and keeps its first day', () => {
  expect(changed(monday)?.version).toBe('20260105_01')
  expect(changed(tuesday)?.version).toBe('20260106_00')
  expect(changed(tuesday)?.created_at).toBe('2026-01-05T10:00:00.000Z')
})

test('a clock that runs behind never makes a lower version', () => {
  expect(changed(new Date('2025-12-31T00:00:00Z'))?.version).toBe('20260105_01')
})

test('a toolkit that is gone loses its entry', () => {
  expect(updateVersions(first, new Map(), tuesday)).toStrictEqual({})
})

test('content that differs from the lock is refused by name', () => {
  expect(lockedVersion(first, 'acme', hash('a')).version).toBe('20260105_00')
  expect(() => lockedVersion(first, 'acme', hash('b'))).toThrow(
    /toolkit acme differs from its locked version/,
  )
  expect(() => lockedVersion(first, 'other', hash('a'))).toThrow(VersionLockError)
  expect(() => lockedVersion(first, 'constructor', hash('a'))).toThrow(VersionLockError)
})

test('a version says its day', () => {
  expect(versionDate('20260105_01')).toBe('2026-01-05T00:00:00.000Z')
})
