/** Short ways to write the parameters of an http tool whose arguments have their wire names. */

type Placed<In extends string> = { name: string; in: In }

const placed = <In extends string>(place: In, names: readonly string[]): Placed<In>[] =>
  names.map((name) => ({ name, in: place }))

export const inPath = (...names: string[]) => placed('path', names)
export const inQuery = (...names: string[]) => placed('query', names)
export const inBody = (...names: string[]) => placed('body', names)

/** Behaviour tags of the usual kinds of tool. */
export const reads = ['openWorldHint', 'readOnlyHint', 'idempotentHint']
export const writes = ['openWorldHint']
export const replaces = ['openWorldHint', 'idempotentHint']
export const destroys = ['openWorldHint', 'destructiveHint', 'idempotentHint']
