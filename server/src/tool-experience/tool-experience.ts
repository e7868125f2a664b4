/**
 * What worked before in a project: which tool followed which, and how calls ended. Search reads it to suggest next
 * steps and to warn. It holds names and counts only, never crosses projects, and is a hint: counts of the last
 * seconds are lost when the process dies, and none of it is needed to run a tool.
 */
import type { Database } from '../db/database.ts'
import { builtOnce } from '../db/prepared.ts'
import { and, desc, eq, lt, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ExperienceBuffer } from './experience-buffer.ts'
import type { OutcomeKind } from './outcome-kind.ts'
import { toolOutcomes, toolSequences } from './tool-experience.table.ts'

export { failureAdvice, type OutcomeKind, outcomeKind } from './outcome-kind.ts'

/** A call that has ended. */
export interface EndedCall {
  projectId: string
  sessionId?: string | undefined
  /** Slug of a catalog tool. */
  tool: string
  kind: OutcomeKind
  durationMs: number
}

const flushAfterMs = 5_000
/** Rows that nothing touched for this long go; looked for once in so many flushes. */
const keptDays = 90
const flushesBetweenPurges = 200

const buffers = new WeakMap<Database, ExperienceBuffer>()

/** Counts a call. Costs no I/O: what was counted is written some seconds later, all at once. */
export function noteCall({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>, call: EndedCall): void {
  const buffer = bufferOf(db)
  buffer.note(call, clock.now().getTime())
  buffer.schedule(flushAfterMs, () => {
    flushExperience({ db, clock, log }).catch((err: unknown) =>
      log.warn({ err }, 'tool experience was not written'),
    )
  })
}

/** Writes what was counted so far. Called by itself after a while, and when the server stops. */
export async function flushExperience({ db, clock }: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  const buffer = bufferOf(db)
  const { sequences, outcomes, flushes } = buffer.take()
  const lastSeenAt = clock.now()
  // In the order of the keys, so that two servers that write at the same time wait for each other instead of dying.
  if (sequences.length > 0) {
    await db
      .insert(toolSequences)
      .values(sequences.map((row) => ({ ...row, lastSeenAt })))
      .onConflictDoUpdate({
        target: [toolSequences.projectId, toolSequences.tool, toolSequences.nextTool],
        set: { count: sql`${toolSequences.count} + excluded.count`, lastSeenAt },
      })
  }
  if (outcomes.length > 0) {
    await db
      .insert(toolOutcomes)
      .values(outcomes.map((row) => ({ ...row, lastSeenAt })))
      .onConflictDoUpdate({
        target: [toolOutcomes.projectId, toolOutcomes.tool, toolOutcomes.kind],
        set: { count: sql`${toolOutcomes.count} + excluded.count`, lastSeenAt },
      })
  }
  if (flushes % flushesBetweenPurges === 1) await purge(db, lastSeenAt)
}

async function purge(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 86_400_000)
  await db.delete(toolSequences).where(lt(toolSequences.lastSeenAt, before))
  await db.delete(toolOutcomes).where(lt(toolOutcomes.lastSeenAt, before))
}

function bufferOf(db: Database): ExperienceBuffer {
  const buffer = buffers.get(db) ?? new ExperienceBuffer()
  buffers.set(db, buffer)
  return buffer
}

/** What a project has seen of a tool. */
export interface ToolExperience {
  /** Tools that followed it, most often first. */
  next: { tool: string; count: number }[]
  /** Outcomes and how often. */
  outcomes: Map<OutcomeKind, number>
}

/** Rows that are read for the tools of a search. */
const mostRows = 100

/** What the project has seen of these tools, by slug; tools that it never ran are left out. */
export async function readExperience(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  tools: readonly string[],
): Promise<Map<string, ToolExperience>> {
  const seen = new Map<string, ToolExperience>()
  if (tools.length === 0) return seen
  const statements = statementsOf(db)
  const [sequences, outcomes] = await Promise.all([
    statements.sequences.execute({ projectId, tools: [...tools] }),
    statements.outcomes.execute({ projectId, tools: [...tools] }),
  ])
  const of = (tool: string): ToolExperience => {
    const experience = seen.get(tool) ?? { next: [], outcomes: new Map() }
    seen.set(tool, experience)
    return experience
  }
  for (const { tool, nextTool, count } of sequences) of(tool).next.push({ tool: nextTool, count })
  for (const { tool, kind, count } of outcomes) of(tool).outcomes.set(kind as OutcomeKind, count)
  return seen
}

function prepareStatements(db: Database) {
  const among = sql`any(${sql.placeholder('tools')}::text[])`
  return {
    sequences: db
      .select()
      .from(toolSequences)
      .where(
        and(eq(toolSequences.projectId, sql.placeholder('projectId')), sql`${toolSequences.tool} = ${among}`),
      )
      .orderBy(desc(toolSequences.count))
      .limit(mostRows)
      .prepare('tool_sequences_of_tools'),
    outcomes: db
      .select()
      .from(toolOutcomes)
      .where(
        and(eq(toolOutcomes.projectId, sql.placeholder('projectId')), sql`${toolOutcomes.tool} = ${among}`),
      )
      .orderBy(desc(toolOutcomes.count))
      .limit(mostRows)
      .prepare('tool_outcomes_of_tools'),
  }
}

const statementsOf = builtOnce(prepareStatements)
