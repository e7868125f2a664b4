/**
 * Toolkit versions: `YYYYMMDD_NN`, changed only when the compiled content changes.
 *
 * `versions.json` is committed. A build compares what it compiled with the locked hash and fails on any
 * difference, so that no content changes under a version that people have pinned.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const LockedVersion = z.strictObject({
  version: z.string().regex(/^\d{8}_\d{2}$/),
  content_hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When the toolkit was first locked, ISO 8601. */
  created_at: z.iso.datetime(),
})

const VersionLock = z.record(z.string(), LockedVersion)

export type LockedVersion = z.infer<typeof LockedVersion>
export type VersionLock = z.infer<typeof VersionLock>

/** The content of a toolkit is not the one that is locked. */
export class VersionLockError extends Error {
  override readonly name = 'VersionLockError'
  readonly toolkit: string

  constructor(toolkit: string, message: string) {
    super(`${message} Run "node catalog/bin/lock-versions.ts" and commit catalog/versions.json.`)
    this.toolkit = toolkit
  }
}

export const versionsFile = new URL('../../versions.json', import.meta.url)

export function readVersions(file: URL = versionsFile): VersionLock {
  return VersionLock.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** The locked version of a toolkit whose content has this hash. @throws VersionLockError */
export function lockedVersion(lock: VersionLock, toolkit: string, hash: string): LockedVersion {
  const locked = Object.hasOwn(lock, toolkit) ? lock[toolkit] : undefined
  if (!locked) throw new VersionLockError(toolkit, `The toolkit ${toolkit} has no locked version.`)
  if (locked.content_hash !== hash) {
    throw new VersionLockError(
      toolkit,
      `The content of the toolkit ${toolkit} differs from its locked version ${locked.version}.`,
    )
  }
  return locked
}

/**
 * A lock for these contents: unchanged toolkits keep their entry, changed ones get today's date and the next
 * number of the day, and toolkits that are gone lose theirs.
 */
export function updateVersions(
  lock: VersionLock,
  hashes: ReadonlyMap<string, string>,
  now: Date,
): VersionLock {
  const updated: [string, LockedVersion][] = []
  for (const [slug, hash] of [...hashes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const before = Object.hasOwn(lock, slug) ? lock[slug] : undefined
    if (before?.content_hash === hash) {
      updated.push([slug, before])
      continue
    }
    const version = nextVersion(before?.version, now)
    updated.push([slug, { version, content_hash: hash, created_at: before?.created_at ?? now.toISOString() }])
  }
  return Object.fromEntries(updated)
}

function nextVersion(before: string | undefined, now: Date): string {
  const today = now.toISOString().slice(0, 10).replaceAll('-', '')
  // A lock made later (a wrong clock) must not let versions run backwards.
  const day = before && before.slice(0, 8) > today ? before.slice(0, 8) : today
  const number = before?.startsWith(day) ? Number(before.slice(9)) + 1 : 0
  if (number > 99) throw new RangeError('more than 100 versions in a day')
  return `${day}_${String(number).padStart(2, '0')}`
}

/** The day of a version as an ISO 8601 time: `20260131_02` → `2026-01-31T00:00:00.000Z`. */
export function versionDate(version: string): string {
  return `${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}T00:00:00.000Z`
}
