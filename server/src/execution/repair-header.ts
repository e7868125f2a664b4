/** How repairs of arguments are told: the contract's answers have no place for them, so a header carries them. */

const mostCharacters = 1_000

/** `x-patchbay-repairs: labels: one value read as a list; …`; no header when nothing was repaired. */
export function repairHeader(repairs: readonly string[]): Record<string, string> {
  if (repairs.length === 0) return {}
  const text = repairs.join('; ').replaceAll(/[^\x20-\x7e]/g, '?')
  return { 'x-patchbay-repairs': text.slice(0, mostCharacters) }
}
