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
