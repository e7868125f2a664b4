import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import {
  following,
  publishedVersion,
  readPublishedVersions,
  writePublishedVersions,
} from './published-versions.ts'

const [one, two] = ['a'.repeat(64), 'b'.repeat(64)]
const lock = new Map([['acme', { version: '20260105_00', hash: 'a'.repeat(16) }]])

test('the same content keeps its version, other content of the same release has the next', () => {
  expect(publishedVersion(lock, 'acme', one, '20260105_00')).toBe('20260105_00')
  expect(publishedVersion(lock, 'acme', two, '20260105_00')).toBe('20260105_01')
})

test('a version never runs backwards, and a newer release has its own', () => {
  const later = new Map([['acme', { version: '20260105_03', hash: 'a'.repeat(16) }]])
  expect(publishedVersion(later, 'acme', one, '20260105_00')).toBe('20260105_03')
  expect(publishedVersion(later, 'acme', two, '20260105_00')).toBe('20260105_04')
  expect(publishedVersion(later, 'acme', two, '20260212_00')).toBe('20260212_00')
})

test('what is not locked has the version of its release', () => {
  expect(publishedVersion(lock, 'other', one, '20260105_00')).toBe('20260105_00')
  expect(() => following('20260105_99')).toThrow(RangeError)
})

test('the lock is read as it was written, and a line that is none is named', () => {
  const file = join(tmpdir(), `published-versions-${process.pid}.txt`)
  const text = writePublishedVersions([
    { slug: 'beta', version: '20260105_01', contentHash: two },
    { slug: 'acme', version: '20260105_00', contentHash: one },
  ])
  expect(text).toBe(`acme 20260105_00 ${'a'.repeat(16)}\nbeta 20260105_01 ${'b'.repeat(16)}\n`)
  writeFileSync(file, text)
  expect(readPublishedVersions(pathToFileURL(file)).get('acme')).toStrictEqual(lock.get('acme'))
  writeFileSync(file, 'acme latest')
  expect(() => readPublishedVersions(pathToFileURL(file))).toThrow('acme latest')
  rmSync(file)
})
