/**
 * Who is calling. Exactly one of three headers holds a key; which key it is, the `projects` feature finds out
 * and hands in as `FindPrincipal`.
 */
import type { FastifyRequest } from 'fastify'
import { ApiError } from './errors.ts'
import { checkLimits, type KeyLimits, type KeyScope } from './key-limits.ts'
import type { Access } from './operation.ts'

export type Principal =
  | ({ kind: 'project'; projectId: string } & Key)
  | ({ kind: 'user'; projectId: string; memberId: string } & Key)
  | ({ kind: 'organization' } & Key)

interface Key {
  keyId: string
  orgId: string
  /** Absent for a key that may do everything from anywhere. */
  limits?: KeyLimits
}

/** A principal that acts within a project. */
export type ProjectPrincipal = Extract<Principal, { projectId: string }>

export interface PresentedKey {
  kind: Principal['kind']
  key: string
  /** Value of x-project-id: the project that a user key wants to act in. */
  projectId: string | undefined
}

/** Looks a presented key up; undefined when it is unknown, revoked, or of another kind than its header says. */
export type FindPrincipal = (presented: PresentedKey) => Promise<Principal | undefined>

const keyHeaders = [
  { header: 'x-api-key', kind: 'project' },
  { header: 'x-user-api-key', kind: 'user' },
  { header: 'x-org-api-key', kind: 'organization' },
] as const

const acceptedKinds: Record<Exclude<Access, 'public'>, readonly Principal['kind'][]> = {
  project: ['project', 'user'],
  organization: ['organization'],
  user: ['user'],
}

/**
 * Resolves the caller of an operation.
 * @throws {ApiError} Unauthorized: no key, several, an unknown one, one of a kind the operation does not take, or one
 * that is not for this address. Forbidden: one that is not for this kind of call.
 */
export async function authenticate(
  find: FindPrincipal,
  request: FastifyRequest,
  access: Exclude<Access, 'public'>,
  scope: KeyScope,
): Promise<Principal> {
  const presented = presentedKey(request)
  if (!acceptedKinds[access].includes(presented.kind)) {
    const headersOf = (kinds: readonly Principal['kind'][]) =>
      keyHeaders
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ header }) => header)
        .join(' or ')
    throw new ApiError(
      'Unauthorized',
      `This operation takes ${headersOf(acceptedKinds[access])}, not ${headersOf([presented.kind])}`,
    )
  }
  const principal = await find(presented)
  if (!principal) throw new ApiError('Unauthorized', 'Invalid API key')
  checkOrganization(principal, request)
  checkLimits(principal.limits, request, scope)
  return principal
}

/** A user key that comes with `x-org-id` is meant for that organisation alone. */
function checkOrganization({ kind, orgId }: Principal, { headers }: FastifyRequest): void {
  const named = headers['x-org-id']
  if (kind !== 'user' || named === undefined || named === '' || named === orgId) return
  throw new ApiError('Unauthorized', 'x-org-id names another organisation than the key’s', {
    suggestedFix: 'List the organisations of the key with GET /api/v3.1/org/list.',
  })
}

function presentedKey(request: FastifyRequest): PresentedKey {
  const given = keyHeaders.filter(({ header }) => request.headers[header] !== undefined)
  const [first] = given
  if (!first) throw new ApiError('Unauthorized', 'No API key was provided')
  if (given.length > 1) {
    const names = given.map(({ header }) => header).join(', ')
    throw new ApiError(
      'Unauthorized',
      `Multiple authentication modes were provided: ${names}; send exactly one`,
    )
  }
  const projectId = request.headers['x-project-id']
  return {
    kind: first.kind,
    key: String(request.headers[first.header]),
    projectId: typeof projectId === 'string' && projectId !== '' ? projectId : undefined,
  }
}
