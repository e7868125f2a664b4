/** How deep the objects and arrays of a request body may nest. Deeper ones are attacks on parsers and stacks. */
const deepest = 64

/** Whether JSON text nests deeper than 64 levels; looks at brackets outside strings only. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (inString) {
      if (char === 0x5c) at += 1
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x7b || char === 0x5b) {
      depth += 1
      if (depth > deepest) return true
    } else if (char === 0x7d || char === 0x5d) depth -= 1
  }
  return false
}

/** Escapes that may stand for text which is no text: NUL, and halves of a surrogate pair. */
const suspicious = /\\u0000|\\u[dD][89a-fA-F]/

/**
 * Where parsed JSON holds text that Postgres and most APIs refuse, as a dotted path: a NUL, or half of a
 * surrogate pair. `text` is the JSON it was parsed from, which rules most bodies out at once.
 */
export function findBadText(text: string, parsed: unknown): string | undefined {
  return suspicious.test(text) ? badTextIn(parsed, 'body') : undefined
}

function badTextIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return isBadText(value) ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, child] of Object.entries(value)) {
    const at = path === 'body' ? key : `${path}.${key}`
    const found = isBadText(key) ? path : badTextIn(child, at)
    if (found !== undefined) return found
  }
  return undefined
}

function isBadText(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed()
}
