/**
 * Whether a text matches a pattern in which `*` stands for any characters and `?` for one; upper and lower case are
 * the same. Goes back to the last star only, so the time is at most the product of both lengths.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase()
  const given = text.toLowerCase()
  let at = 0
  let star = -1
  let resume = 0
  for (let read = 0; read < given.length;) {
    if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[read]) && wanted[at] !== '*') {
      at += 1
      read += 1
    } else if (wanted[at] === '*') {
      star = at
      at += 1
      resume = read
    } else if (star >= 0) {
      at = star + 1
      resume += 1
      read = resume
    } else {
      return false
    }
  }
  while (wanted[at] === '*') at += 1
  return at === wanted.length
}
