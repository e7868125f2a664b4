/** What an agent notes for the rest of its session, by app. Small: it comes back with every search. */
import { and, desc, eq } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { sessionMemories } from './session-memory.table.ts'
import { toolRouterSessions } from './tool-router.table.ts'

interface Owner {
  projectId: string
  id: string
}

export type Memory = Record<string, string[]>

const mostApps = 30
const mostFacts = 30
const longestFact = 500
/** Characters of what a search brings back. */
const shownCharacters = 2_000

const ofSession = ({ projectId, id }: Owner) =>
  and(eq(sessionMemories.projectId, projectId), eq(sessionMemories.sessionId, id))

/**
 * Adds facts. One that is there already becomes the newest; beyond 30 of an app the oldest are forgotten, beyond 30
 * apps those that were noted least recently.
 */
export async function remember(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  session: Owner,
  memory: Memory,
): Promise<void> {
  const given = Object.entries(memory).slice(0, mostApps)
  if (given.length === 0) return
  await db.transaction(async (tx) => {
    // The memory of one session is written by one call after the other: two at once lose nothing.
    await tx
      .select({ id: toolRouterSessions.id })
      .from(toolRouterSessions)
      .where(and(eq(toolRouterSessions.projectId, session.projectId), eq(toolRouterSessions.id, session.id)))
      .for('update')
    const rows = await tx.select().from(sessionMemories).where(ofSession(session))
    const known = new Map(rows.map(({ app, facts }) => [app, facts]))
    for (const [name, added] of given) {
      const app = clean(name).toLowerCase().slice(0, 100)
      const facts = merge(known.get(app) ?? [], added)
      if (app === '' || facts.length === 0) continue
      const row = { facts, updatedAt: clock.now() }
      await tx
        .insert(sessionMemories)
        .values({ projectId: session.projectId, sessionId: session.id, app, ...row })
        .onConflictDoUpdate({
          target: [sessionMemories.projectId, sessionMemories.sessionId, sessionMemories.app],
          set: row,
        })
      known.set(app, facts)
    }
    const old = rows.toSorted((one, other) => one.updatedAt.getTime() - other.updatedAt.getTime())
    for (const { app } of old.slice(0, Math.max(0, known.size - mostApps))) {
      if (given.some(([name]) => name.toLowerCase() === app)) continue
      await tx.delete(sessionMemories).where(and(ofSession(session), eq(sessionMemories.app, app)))
    }
  })
}

function merge(before: readonly string[], added: readonly string[]): string[] {
  const fresh = added.map((fact) => clean(fact).slice(0, longestFact)).filter((fact) => fact !== '')
  const kept = before.filter((fact) => !fresh.includes(fact))
  return [...kept, ...new Set(fresh)].slice(-mostFacts)
}

/** Text that Postgres takes. */
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().trim()
}

/** What was noted, as much as a search may bring back: the newest of the apps noted last. */
export async function recall({ db }: Pick<Deps, 'db'>, session: Owner): Promise<Memory> {
  const rows = await db
    .select()
    .from(sessionMemories)
    .where(ofSession(session))
    .orderBy(desc(sessionMemories.updatedAt))
  const memory: [string, string[]][] = []
  let left = shownCharacters
  for (const { app, facts } of rows) {
    const shown: string[] = []
    for (const fact of facts.toReversed()) {
      left -= fact.length + 4
      if (left < 0) break
      shown.unshift(fact)
    }
    if (shown.length > 0) memory.push([app, shown])
  }
  return Object.fromEntries(memory)
}

/** Forgets everything; call it when the session ends. */
export async function forget({ db }: Pick<Deps, 'db'>, session: Owner): Promise<void> {
  await db.delete(sessionMemories).where(ofSession(session))
}
