/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Shuffles in place. */
export function shuffle<T>(list: T[], random: () => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = list[i]
    const other = list[j]
    if (held === undefined || other === undefined) continue
    list[i] = other
    list[j] = held
  }
  return list
}
