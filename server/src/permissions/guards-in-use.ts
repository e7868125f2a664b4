/**
 * Whether a project uses what could object to a call (policies, answers of people, the tracking of what was read),
 * so that the calls of all others need no statement for it.
 */

interface Known {
  inUse: boolean
  readAt: number
}

/** How long another process may go on with what it knows, in milliseconds. This one forgets at once. */
const freshFor = 1_000
const mostProjects = 10_000
const known = new Map<string, Known>()
/** Counts what was forgotten: what was read before is not kept after. */
let forgotten = 0

/** Whether the project does. `read` looks. */
export async function guardsInUse(projectId: string, read: () => Promise<boolean>): Promise<boolean> {
  const before = known.get(projectId)
  const now = performance.now()
  if (before && now - before.readAt < freshFor) return before.inUse
  const count = forgotten
  const inUse = await read()
  if (count === forgotten) remember(projectId, { inUse, readAt: now })
  return inUse
}

/** Call it when something of a project has changed that could object. */
export function forgetGuards(projectId: string): void {
  forgotten += 1
  known.delete(projectId)
}

function remember(projectId: string, entry: Known): void {
  known.delete(projectId)
  known.set(projectId, entry)
  for (const oldest of known.keys()) {
    if (known.size <= mostProjects) break
    known.delete(oldest)
  }
}
