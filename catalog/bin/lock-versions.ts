/** Locks the versions of all shipped toolkits: `node catalog/bin/lock-versions.ts`. */
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileShipped, shippedSlugs } from '../src/build/compile-shipped.ts'
import { contentHash } from '../src/store/content-hash.ts'
import { readVersions, updateVersions, versionsFile } from '../src/store/versions.ts'

const before = existsSync(versionsFile) ? readVersions() : {}
const hashes = new Map(shippedSlugs().map((slug) => [slug, contentHash(compileShipped(slug).toolkit)]))
const after = updateVersions(before, hashes, new Date())

const file = fileURLToPath(versionsFile)
writeFileSync(`${file}.new`, `${JSON.stringify(after, null, 2)}\n`)
renameSync(`${file}.new`, file)

for (const [slug, { version }] of Object.entries(after)) {
  const old = before[slug]?.version
  const note = old === version ? 'unchanged' : `was ${old ?? 'not locked'}`
  process.stdout.write(`${slug.padEnd(20)} ${version}  ${note}\n`)
}
for (const slug of Object.keys(before)) {
  if (!Object.hasOwn(after, slug)) process.stdout.write(`${slug.padEnd(20)} removed\n`)
}
