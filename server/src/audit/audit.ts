/**
 * The audit trail: a row for every call that changed something and for what happens to credentials. The rows of a
 * project form a chain: each carries a keyed hash over itself and the one before, so that a row which was changed,
 * taken out or put in shows, and nobody without the master key can mend the chain. Rows are written loose, in the
 * transaction of what they tell of, and chained a moment later: a chain that every transaction had to hold would
 * make them wait for each other.
 */
import { and, asc, eq, gt, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import { auditChains, auditEvents, type AuditRow } from './audit.table.ts'

export type { AuditRow } from './audit.table.ts'

export interface AuditDeps {
  db: Database
  vault: Pick<Vault, 'sign' | 'verifySignature'>
  clock: { now(): Date }
}

export interface NewAuditEvent {
  event: string
  orgId?: string | null
  projectId: string | null
  keyId: string
  requestId: string
  path: string
}

/** Adds a row; inside a transaction of the caller's, give its `db`. */
export async function recordAudit({ db, clock }: AuditDeps, event: NewAuditEvent): Promise<void> {
  const chain = event.projectId ?? event.orgId ?? 'installation'
  await db.insert(auditEvents).values({ ...event, createdAt: clock.now(), chain })
}

/**
 * Chains rows that are loose, in the order in which they came. One process at a time does; another returns at once.
 * @returns how many it chained
 */
export async function chainAudit({ db, vault }: AuditDeps, limit = 500): Promise<number> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('audit chain')) as mine`,
    )
    if (!rows[0]?.mine) return 0
    const loose = await tx
      .select()
      .from(auditEvents)
      .where(sql`position = 0`)
      .orderBy(asc(auditEvents.id))
      .limit(limit)
    for (const [chain, events] of Map.groupBy(loose, (row) => row.chain))
      await appendTo(tx, vault, chain, events)
    return loose.length
  })
}

async function appendTo(
  tx: Database,
  vault: AuditDeps['vault'],
  chain: string,
  events: readonly AuditRow[],
): Promise<void> {
  const [head] = await tx.select().from(auditChains).where(eq(auditChains.chain, chain))
  let { position, hash } = head ?? { position: 0, hash: '' }
  for (const event of events) {
    position += 1
    hash = vault.sign(chained(hash, { ...event, position }))
    await tx.update(auditEvents).set({ position, hash }).where(eq(auditEvents.id, event.id))
  }
  await tx
    .insert(auditChains)
    .values({ chain, position, hash })
    .onConflictDoUpdate({ target: auditChains.chain, set: { position, hash } })
}

/** What the server did to an account's credential by itself. */
export async function recordCredentialEvent(
  deps: AuditDeps,
  event: `credential.${string}`,
  { projectId, id }: { projectId: string; id: string },
): Promise<void> {
  await recordAudit(deps, {
    event,
    projectId,
    keyId: 'system',
    requestId: '',
    path: `/connected_accounts/${id}`,
  })
}

/** What is hashed: the fields in this order, so that a row has one text. */
function chained(before: string, row: AuditRow): string {
  const { chain, position, event, orgId, projectId, keyId, requestId, path, createdAt } = row
  const fields = [chain, position, event, orgId, projectId, keyId, requestId, path, createdAt.toISOString()]
  return `audit\n${before}\n${JSON.stringify(fields)}`
}

export interface ChainReport {
  chain: string
  /** Rows that are as they were written. */
  intact: number
  /** Position of the first row that is not; undefined when all are. */
  brokenAt: number | undefined
  /** Hash of the last row: kept elsewhere, it proves later that nothing was cut off. */
  hash: string
}

/** Checks every chain from its beginning. */
export async function* verifyChains(deps: AuditDeps): AsyncGenerator<ChainReport> {
  const heads = await deps.db.select().from(auditChains).orderBy(asc(auditChains.chain))
  for (const head of heads) {
    let [position, hash] = [0, '']
    let brokenAt: number | undefined
    for await (const row of rowsOf(deps.db, head.chain)) {
      const isNext = row.position === position + 1
      if (!isNext || !deps.vault.verifySignature(chained(hash, row), row.hash)) {
        brokenAt = position + 1
        break
      }
      ;[position, hash] = [row.position, row.hash]
    }
    const isWhole = position >= head.position && (position > head.position || hash === head.hash)
    if (brokenAt === undefined && !isWhole) brokenAt = position + 1
    yield { chain: head.chain, intact: position, brokenAt, hash }
  }
}

const pageSize = 1_000

async function* rowsOf(db: Database, chain: string): AsyncGenerator<AuditRow> {
  for (let after = 0; ;) {
    const page = await db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.chain, chain), gt(auditEvents.position, after)))
      .orderBy(asc(auditEvents.position), asc(auditEvents.id))
      .limit(pageSize)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.position
  }
}

/** Rows for an export, oldest first. @param since only rows from this time on */
export async function* exportAudit(
  db: Database,
  { projectId, since }: { projectId?: string | undefined; since?: Date | undefined },
): AsyncGenerator<AuditRow> {
  for (let after = 0; ;) {
    const page = await db
      .select()
      .from(auditEvents)
      .where(
        and(
          gt(auditEvents.id, after),
          projectId === undefined ? undefined : eq(auditEvents.projectId, projectId),
          since === undefined
            ? undefined
            : sql`${auditEvents.createdAt} >= ${since.toISOString()}::timestamptz`,
        ),
      )
      .orderBy(asc(auditEvents.id))
      .limit(pageSize)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.id
  }
}
