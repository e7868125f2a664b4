/** The `wire` of a body parameter as a path: names of objects and places of arrays. */

/** A text is a key of an object, a number a place in an array. */
export type WirePath = readonly (string | number)[]

/** Places beyond this are a mistake, not an array. */
const highestPlace = 99

/**
 * Splits at dots; whole numbers are places. A backslash takes the next character as it is, so `a\.b` is one name
 * and `\0` is the name "0".
 */
export function wirePath(wire: string): WirePath {
  const path: (string | number)[] = []
  for (const [part] of wire.matchAll(/(?:\\.|[^.\\])+|(?<=^|\.)(?=\.|$)/gs)) {
    const place = /^\d{1,2}$/.test(part) ? Number(part) : undefined
    path.push(place !== undefined && place <= highestPlace ? place : part.replaceAll(/\\(.)/gs, '$1'))
  }
  return path
}
