/** What a store would be built from, hashed without building it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folders = ['src', 'toolkits']
const publishedSources = ['@octokit/openapi']

/**
 * Hashes the manifests, the compiler, the version locks and the versions of the packages that hold published
 * descriptions. A store is current when its `hash` equals this; the cost is reading some dozens of small files.
 */
export function catalogHash(): string {
  const hash = createHash('sha256')
  for (const file of sourceFiles(folders)) {
    hash.update(`${relative(root, file).split(sep).join('/')}\0`)
    hash.update(readFileSync(file)).update('\0')
  }
  for (const lock of ['versions.json', 'published-versions.txt']) hash.update(readFileSync(root + lock))
  for (const name of publishedSources) hash.update(`\0${name}@${installedVersion(name)}`)
  return hash.digest('hex')
}

/** Hashes only what turns a published description into a toolkit. */
export function compilerHash(): string {
  const hash = createHash('sha256')
  for (const file of sourceFiles(['src/compile', 'src/manifest', 'src/sources', 'src/providers'])) {
    hash.update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function sourceFiles(folders: readonly string[]): string[] {
  const found: string[] = []
  for (const folder of folders) {
    for (const entry of readdirSync(root + folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !entry.name.endsWith('.test.ts'))
        found.push(`${entry.parentPath}${sep}${entry.name}`)
    }
  }
  return found.toSorted()
}

function installedVersion(name: string): string {
  const manifest: unknown = createRequire(import.meta.url)(`${name}/package.json`)
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : ''
  return String(version)
}
