/** "Did you mean": the argument that a misspelt one was meant to be. */
import { spellingDistance } from '../../toolkits/spelling.ts'

/** Longer names are cut, so that hostile input cannot make the comparison slow. */
const longest = 64

/**
 * The candidate nearest to `name`, ignoring case, `_`, `-` and plural s; undefined when none is near. Near
 * means at most a third of the letters differ.
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const wanted = fold(name)
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    const folded = fold(candidate)
    const limit = Math.floor(Math.max(wanted.length, folded.length) / 3)
    const distance = contains(folded, wanted) ? 1 : spellingDistance(wanted, folded, limit)
    if (distance <= limit && (!best || distance < best.distance)) best = { candidate, distance }
  }
  return best?.candidate
}

function fold(name: string): string {
  return name
    .slice(0, longest)
    .toLowerCase()
    .replaceAll(/[_\-. ]/g, '')
    .replace(/s$/, '')
}

/** `repo` is meant by `repository`, `body` by `messagebody`; shorter pieces say too little. */
function contains(one: string, other: string): boolean {
  return Math.min(one.length, other.length) >= 4 && (one.includes(other) || other.includes(one))
}
