/**
 * How a command line client gets its key: it makes a session, opens the login page with the session's id, and asks
 * until a person has linked it.
 *
 * pending → linked (a person showed a key on the page) → collected (the client was given a key of its own, once)
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { recordAudit } from '../audit/audit.ts'
import { and, desc, eq, gt, isNull, lt } from '../db/sql.ts'
import { isUuid } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { ProjectPrincipal } from '../http/principal.ts'
import { findMember } from '../organization/organization.ts'
import { createKeyLike } from '../projects/api-keys.ts'
import { cliSessions, type CliSessionRow } from './cli-sessions.table.ts'

export type { CliSessionRow } from './cli-sessions.table.ts'

type SessionDeps = Pick<Deps, 'db' | 'vault' | 'clock'>

const validForMs = 10 * 60_000

/** What a client that asks is told. */
export interface CliLogin {
  session: CliSessionRow
  /** The only time that it can be read. */
  key: string | null
  account: { id: string; email: string; name: string } | null
}

/** Makes a session. Its id can be read only now. */
export async function createCliSession(
  { db, vault, clock }: SessionDeps,
  { scope, source }: { scope: CliSessionRow['scope']; source: string | null },
): Promise<{ id: string; session: CliSessionRow }> {
  const now = clock.now()
  await db.delete(cliSessions).where(lt(cliSessions.expiresAt, now))
  const id = randomUUID()
  const [session] = await db
    .insert(cliSessions)
    .values({
      idHash: vault.hashToken(id),
      code: randomBytes(3).toString('hex'),
      scope,
      source,
      expiresAt: new Date(now.getTime() + validForMs),
    })
    .returning()
  if (!session) throw new Error('an insert returns its row')
  return { id, session }
}

/** A session that is not over, by its id. @throws {ApiError} CliSessionNotFound */
export async function findCliSession({ db, vault, clock }: SessionDeps, id: string): Promise<CliSessionRow> {
  const [session] = isUuid(id)
    ? await db
        .select()
        .from(cliSessions)
        .where(and(eq(cliSessions.idHash, vault.hashToken(id)), gt(cliSessions.expiresAt, clock.now())))
    : []
  if (!session) throw notFound()
  return session
}

/** Links a session with the key that a person showed. A second time changes nothing. */
export async function linkCliSession(
  deps: SessionDeps,
  id: string,
  principal: ProjectPrincipal,
): Promise<void> {
  const session = await findCliSession(deps, id)
  await deps.db
    .update(cliSessions)
    .set({ linkedKeyId: principal.keyId, projectId: principal.projectId })
    .where(and(eq(cliSessions.idHash, session.idHash), isNull(cliSessions.linkedKeyId)))
}

/**
 * How a session stands. The first time that it is asked for by its id after it was linked, a key is made: like the
 * one that was shown, with its limits. By its code, which can be guessed, no key is given.
 * @throws {ApiError} CliSessionNotFound, also when the key that was shown is revoked meanwhile.
 */
export async function collectCliSession(
  deps: SessionDeps,
  idOrCode: string,
  requestId: string,
): Promise<CliLogin> {
  if (/^[0-9a-f]{6}$/i.test(idOrCode))
    return { session: await sessionOfCode(deps, idOrCode.toLowerCase()), key: null, account: null }
  const session = await findCliSession(deps, idOrCode)
  if (session.linkedKeyId === null || session.collectedAt !== null)
    return { session, key: null, account: null }
  return deps.db.transaction((tx) => collect({ ...deps, db: tx }, session, requestId))
}

async function collect(deps: SessionDeps, session: CliSessionRow, requestId: string): Promise<CliLogin> {
  const { db, vault, clock } = deps
  const { idHash, linkedKeyId, scope, source, projectId } = session
  const [mine] = await db
    .update(cliSessions)
    .set({ collectedAt: clock.now() })
    .where(and(eq(cliSessions.idHash, idHash), isNull(cliSessions.collectedAt)))
    .returning({ idHash: cliSessions.idHash })
  // Somebody else was first.
  if (!mine || linkedKeyId === null) return { session, key: null, account: null }
  const name = `command line ${source ?? ''}`.trim().slice(0, 100)
  const made = await createKeyLike(db, vault, linkedKeyId, { kind: scope, projectId, name })
  if (!made) throw notFound()
  const { orgId, memberId } = made.row
  const member = await findMember(db, orgId, memberId)
  await recordAudit(deps, {
    event: 'api_key.created',
    orgId,
    projectId,
    keyId: linkedKeyId,
    requestId,
    path: '/api/v3.1/cli/get-session',
  })
  const account = member ? { id: member.id, email: member.email, name: member.name } : null
  return { session, key: made.key, account }
}

async function sessionOfCode({ db, clock }: SessionDeps, code: string): Promise<CliSessionRow> {
  const [session] = await db
    .select()
    .from(cliSessions)
    .where(and(eq(cliSessions.code, code), gt(cliSessions.expiresAt, clock.now())))
    .orderBy(desc(cliSessions.expiresAt))
    .limit(1)
  if (!session) throw notFound()
  return session
}

function notFound(): ApiError {
  return new ApiError('CliSessionNotFound', 'id: there is no such login, or it is over')
}
