/** The tool names that people already have in their code, for toolkits with a published description. */
import { readFileSync } from 'node:fs'
import { toolPrefix } from '../manifest/parse-manifest.ts'

const file = new URL('known-slugs.txt', import.meta.url)

/** Reads `known-slugs.txt`: a toolkit a line, its names without their prefix after it. */
export function readKnownSlugs(): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, ReadonlySet<string>>()
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [toolkit, ...names] = line.split(' ')
    if (toolkit) known.set(toolkit, new Set(names.map((name) => toolPrefix(toolkit) + name)))
  }
  return known
}
