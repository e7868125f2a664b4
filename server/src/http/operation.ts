/**
 * An operation of the API, declared once: what it is called, who may call it, its contracts, what it is audited
 * as, and the handler. Every property is required, so a new operation cannot forget a decision.
 * `http/register.ts` turns declarations into routes; `/openapi.json` and the conformance manifest read them.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Principal } from './principal.ts'

/** Who may call: `project` takes a project key or a user key; `organization` an organisation key. */
export type Access = 'project' | 'organization' | 'user' | 'public'

/** What counts against the organisation's rate limit. */
export type RateClass = 'standard' | 'unmetered'

/** Name of the audit row that a successful call writes; `none` for calls that change nothing. */
export type AuditEvent =
  | 'none'
  | 'auth_config.created'
  | 'auth_config.updated'
  | 'auth_config.deleted'
  | 'connected_account.created'
  | 'connected_account.updated'
  | 'connected_account.deleted'
  | 'connected_account.revoked'
  | 'connected_account.refreshed'
  | 'connected_account.linked'
  | 'connected_account.confirmed'
  | 'session.created'
  | 'session.updated'
  | 'session.deleted'
  | 'session.choice_linked'
  | 'project.created'
  | 'project.deleted'
  | 'project.configured'
  | 'api_key.created'
  | 'api_key.regenerated'
  | 'organization.claim_created'
  | 'organization.claimed'
  | 'permission.changed'
  | 'policy.created'
  | 'policy.updated'
  | 'policy.deleted'
  | 'approval.decided'
  | 'trigger.upserted'
  | 'trigger.updated'
  | 'trigger.deleted'
  | 'trigger.tested'
  | 'trigger.replayed'
  | 'webhook_endpoint.created'
  | 'webhook_endpoint.updated'
  | 'webhook_subscription.created'
  | 'webhook_subscription.updated'
  | 'webhook_subscription.deleted'
  | 'webhook_subscription.secret_rotated'
  | 'webhook_subscription.replayed'
  | 'mcp_server.created'
  | 'mcp_server.updated'
  | 'mcp_server.deleted'
  | 'mcp_server.instance_created'
  | 'mcp_server.instance_deleted'
  | 'custom_toolkit.changed'
  | 'custom_toolkit.deleted'
  | 'managed_auth.changed'
  | 'managed_auth.deleted'

/** The principal that a handler of this access kind is given. */
export type PrincipalOf<A extends Access> = A extends 'project'
  ? Extract<Principal, { projectId: string }>
  : A extends 'organization'
    ? Extract<Principal, { kind: 'organization' }>
    : A extends 'user'
      ? Extract<Principal, { kind: 'user' }>
      : undefined

export interface Call<A extends Access, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  deps: Deps
  principal: PrincipalOf<A>
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  request: FastifyRequest
  reply: FastifyReply
}

export interface OperationSpec<
  A extends Access,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Path below the version prefix, with `:name` for parameters. */
  path: string
  operationId: string
  tag: string
  summary: string
  access: A
  rateClass: RateClass
  audit: AuditEvent
  params: P
  query: Q
  body: B
  /** Status and contract of success. Fields that the contract does not name never leave. */
  success: { status: 200 | 201; body: R }
  /** Documented failure statuses. */
  errors: readonly number[]
  /** Bytes that a body may have; 1 MiB unless said. */
  bodyLimit?: number
  handler: (call: Call<A, P, Q, B>) => Promise<z.input<R> | WrittenJson> | z.input<R> | WrittenJson
}

/**
 * An answer that is JSON already, in UTF-8 and in the shape of the contract. Only for large ones: it takes the place of
 * the contract, which would copy all of it to leave out nothing.
 */
export class WrittenJson {
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
}

/** A declaration whose contract types have been checked and are no longer needed. */
export type Operation = OperationSpec<Access, z.ZodType, z.ZodType, z.ZodType, z.ZodType>

/** Nothing is read from this part of the request. */
export const nothing = z.unknown()

/** Declares an operation; the handler's types follow from the contracts. */
export function operation<
  A extends Access,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(spec: OperationSpec<A, P, Q, B, R>): Operation {
  // The route validates with the same schemas before it calls the handler, so the narrower types hold.
  return spec as unknown as Operation
}
