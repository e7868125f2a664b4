/** Shorter words have too many neighbours. */
const MIN_LENGTH = 4

/** Words this long may have two slips. */
const LONG = 8

/** The spelling that a word is most likely a slip of: same first letter, one edit or swap (two in a long word). */
export function nearSpelling(word: string, spellings: Iterable<string>): string | undefined {
  if (word.length < MIN_LENGTH) return undefined
  let allowed = word.length >= LONG ? 2 : 1
  let best: string | undefined
  for (const spelling of spellings) {
    if (spelling[0] !== word[0] || Math.abs(spelling.length - word.length) > allowed) continue
    if (spelling.length < MIN_LENGTH) continue
    const found = slips(word, spelling)
    if (found > allowed || (best !== undefined && found === allowed)) continue
    best = spelling
    allowed = found
  }
  return best
}

/** Edits between two words, a swap of neighbours counting one (optimal string alignment). */
export function slips(a: string, b: string): number {
  let older: number[] = []
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min(change, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (older[j - 2] ?? least) + 1)
      row.push(least)
    }
    older = before
    before = row
  }
  return before[b.length] ?? 0
}
