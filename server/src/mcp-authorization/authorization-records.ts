/** The records of the authorization server in Postgres, as its library's adapter asks for them. */
import type { Adapter, Payload } from 'oidc-provider'
import type { Deps } from '../deps.ts'
import { and, eq, gt, inArray, lt } from '../db/sql.ts'
import { authorizationRecords } from './authorization-records.table.ts'

export type RecordDeps = Pick<Deps, 'db' | 'vault' | 'clock'>

/** A client that nobody has given access to is forgotten after a day: anyone can register any number. */
const unusedClientSeconds = 24 * 60 * 60

/** Models whose records end with the grant that they were issued under. */
const issued = ['AccessToken', 'AuthorizationCode', 'RefreshToken']

/** The adapter of one model. */
export function recordsOf(deps: RecordDeps, model: string): Adapter {
  const { db } = deps
  const of = (id: string) =>
    and(eq(authorizationRecords.model, model), eq(authorizationRecords.idHash, deps.vault.hashToken(id)))
  return {
    upsert: (id, payload, expiresIn) => write(deps, model, id, payload, expiresIn ?? unusedClientSeconds),
    find: (id) => findRecord(deps, model, id),
    findByUid: async (uid) => {
      const uidHash = deps.vault.hashToken(uid)
      return readOne(
        deps,
        and(eq(authorizationRecords.model, model), eq(authorizationRecords.uidHash, uidHash)),
      )
    },
    // Device codes, the only records with a user code, are off.
    findByUserCode: async () => undefined,
    consume: async (id) => {
      await db.update(authorizationRecords).set({ consumedAt: deps.clock.now() }).where(of(id))
    },
    destroy: async (id) => {
      await db.delete(authorizationRecords).where(of(id))
    },
    revokeByGrantId: async (grantId) => {
      const grantHash = deps.vault.hashToken(grantId)
      await db
        .delete(authorizationRecords)
        .where(
          and(eq(authorizationRecords.grantHash, grantHash), inArray(authorizationRecords.model, issued)),
        )
    },
  }
}

/** One live record; undefined when there is none, or its time is over. */
export async function findRecord(deps: RecordDeps, model: string, id: string): Promise<Payload | undefined> {
  const idHash = deps.vault.hashToken(id)
  return readOne(deps, and(eq(authorizationRecords.model, model), eq(authorizationRecords.idHash, idHash)))
}

/** Keeps a client as long as what it was given access by. */
export async function keepClient(deps: RecordDeps, clientId: string, seconds: number): Promise<void> {
  await deps.db
    .update(authorizationRecords)
    .set({ expiresAt: after(deps, seconds) })
    .where(
      and(
        eq(authorizationRecords.model, 'Client'),
        eq(authorizationRecords.idHash, deps.vault.hashToken(clientId)),
      ),
    )
}

/** Deletes records whose time is over. */
export async function purgeRecords({ db, clock }: RecordDeps): Promise<void> {
  await db.delete(authorizationRecords).where(lt(authorizationRecords.expiresAt, clock.now()))
}

async function write(
  deps: RecordDeps,
  model: string,
  id: string,
  payload: Payload,
  expiresIn: number,
): Promise<void> {
  const { vault } = deps
  const idHash = vault.hashToken(id)
  const fields = {
    grantHash: payload.grantId === undefined ? null : vault.hashToken(payload.grantId),
    uidHash: payload.uid === undefined ? null : vault.hashToken(payload.uid),
    payload: vault.seal(sealContext(model, idHash), payload),
    expiresAt: after(deps, expiresIn),
  }
  await deps.db
    .insert(authorizationRecords)
    .values({ model, idHash, ...fields })
    .onConflictDoUpdate({
      target: [authorizationRecords.model, authorizationRecords.idHash],
      set: fields,
    })
}

async function readOne(deps: RecordDeps, where: ReturnType<typeof and>): Promise<Payload | undefined> {
  const [row] = await deps.db
    .select()
    .from(authorizationRecords)
    .where(and(where, gt(authorizationRecords.expiresAt, deps.clock.now())))
  if (!row) return undefined
  const payload = deps.vault.open<Payload>(sealContext(row.model, row.idHash), row.payload).reveal()
  return row.consumedAt === null
    ? payload
    : { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1000) }
}

function after({ clock }: RecordDeps, seconds: number): Date {
  return new Date(clock.now().getTime() + seconds * 1000)
}

function sealContext(model: string, idHash: string) {
  return {
    projectId: 'mcp-authorization',
    table: 'mcp_authorization_records',
    rowId: `${model}:${idHash}`,
    column: 'payload',
    version: 1,
  }
}
