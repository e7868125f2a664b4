/** The rows of idempotency keys. Times are the database's: several nodes share a key. */
import { randomUUID } from 'node:crypto'
import { and, eq, lt, sql } from '../../db/sql.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/errors.ts'
import { toolEffects, type ToolEffectRow } from './effects.table.ts'

export interface EffectKey {
  projectId: string
  keyHash: string
  fingerprint: string
}

export interface Held extends EffectKey {
  owner: string
}

type StoreDeps = Pick<Deps, 'db' | 'vault'>

/** An owner that says nothing for this long is dead. */
const leaseSeconds = 20
/** How often a living one says so. */
export const heartbeatMs = 5_000

const lease = sql`now() + make_interval(secs => ${leaseSeconds})`
const kept = sql`interval '24 hours'`
const day = sql`now() + ${kept}`
/** How long the answer of a call without a key is there for a client that repeats by itself. */
const toldFor = sql`interval '2 minutes'`

/**
 * Takes a key: one that is new, over, or held by a dead attempt that had sent nothing.
 * @param evenTold also one whose answer was delivered.
 * @returns undefined when someone else has it.
 */
export async function takeKey(
  { db }: StoreDeps,
  key: EffectKey,
  evenTold = false,
): Promise<Held | undefined> {
  const owner = randomUUID()
  const isOver = sql`${toolEffects.expiresAt} < now()`
  const isDead = sql`${toolEffects.state} = 'open' and ${toolEffects.leaseUntil} < now() and ${toolEffects.fingerprint} = ${key.fingerprint}`
  const isTold = sql`${evenTold} and ${toolEffects.state} = 'told'`
  const fresh = {
    fingerprint: key.fingerprint,
    owner,
    state: 'open',
    leaseUntil: lease,
    expiresAt: day,
  } as const
  const rows = await db
    .insert(toolEffects)
    .values({ ...key, ...fresh })
    .onConflictDoUpdate({
      target: [toolEffects.projectId, toolEffects.keyHash],
      set: { ...fresh, answer: null },
      setWhere: sql`(${isOver}) or (${isDead}) or (${isTold})`,
    })
    .returning({ owner: toolEffects.owner })
  return rows.length > 0 ? { ...key, owner } : undefined
}

export interface Seen {
  row: ToolEffectRow
  isOwnerAlive: boolean
  /** When the attempt took the key; of one whose answer was delivered nothing sensible. */
  startedAt: Date
}

/** What became of a key so far; undefined when it was let go meanwhile. */
export async function readKey(
  { db }: StoreDeps,
  { projectId, keyHash }: EffectKey,
): Promise<Seen | undefined> {
  const [seen] = await db
    .select({
      row: toolEffects,
      isOwnerAlive: sql<boolean>`${toolEffects.leaseUntil} > now()`,
      startedAt: sql`${toolEffects.expiresAt} - ${kept}`.mapWith(toolEffects.expiresAt),
    })
    .from(toolEffects)
    .where(and(eq(toolEffects.projectId, projectId), eq(toolEffects.keyHash, keyHash)))
  return seen
}

const ownedBy = ({ projectId, keyHash, owner }: Held) =>
  and(eq(toolEffects.projectId, projectId), eq(toolEffects.keyHash, keyHash), eq(toolEffects.owner, owner))

/**
 * Notes, on disk when this resolves, that something which may change something is about to be sent.
 * @throws {ApiError} IdempotencyKeyBusy when this attempt was taken for dead and another has the key.
 */
export async function markSent({ db }: StoreDeps, held: Held): Promise<void> {
  const rows = await db
    .update(toolEffects)
    .set({ state: 'sent', leaseUntil: lease })
    .where(ownedBy(held))
    .returning({ owner: toolEffects.owner })
  if (rows.length === 0) throw new ApiError('IdempotencyKeyBusy', 'Another attempt took this call over')
}

/** Says that the attempt is alive. */
export async function renewLease({ db }: StoreDeps, held: Held): Promise<void> {
  await db.update(toolEffects).set({ leaseUntil: lease }).where(ownedBy(held))
}

/** Keeps the answer, sealed: it is the caller's data. */
export async function keepAnswer({ db, vault }: StoreDeps, held: Held, answer: object): Promise<void> {
  await db
    .update(toolEffects)
    .set({ state: 'done', answer: vault.seal(sealContext(held), answer) })
    .where(ownedBy(held))
}

/** The answer that was kept. @throws {VaultError} */
export function openAnswer<T extends object>({ vault }: StoreDeps, row: ToolEffectRow, answer: Buffer): T {
  return vault.open<T>(sealContext(row), answer).reveal()
}

/** Notes that the answer was delivered. */
export async function markTold({ db }: StoreDeps, held: Held): Promise<void> {
  await db
    .update(toolEffects)
    .set({ state: 'told', expiresAt: sql`now() + ${toldFor}` })
    .where(and(ownedBy(held), eq(toolEffects.state, 'done')))
}

/** Lets the key go: the call had no effect, and may be made again. */
export async function letGo({ db }: StoreDeps, held: Held): Promise<void> {
  await db.delete(toolEffects).where(ownedBy(held))
}

/** Lets the key of another attempt go, whose caller has seen what became of it. */
export const forget = letGo

/** Removes keys that are over. @returns how many */
export async function purgeEffects({ db }: Pick<Deps, 'db'>): Promise<number> {
  const rows = await db
    .delete(toolEffects)
    .where(lt(toolEffects.expiresAt, sql`now()`))
    .returning({ projectId: toolEffects.projectId })
  return rows.length
}

/** The owner is part of it, so an answer opens only as the one that this attempt gave. */
const sealContext = ({ projectId, keyHash, owner }: Omit<Held, 'fingerprint'>) => ({
  projectId,
  table: 'tool_effects',
  rowId: `${keyHash}:${owner}`,
  column: 'answer',
  version: 1,
})
