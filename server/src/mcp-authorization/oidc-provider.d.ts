/**
 * The part of oidc-provider 9 that the authorization server for MCP clients and the tests' OAuth server use; the
 * package carries no types, and those published for it describe all of it with Koa's.
 */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

  type Payload = Record<string, unknown> & { grantId?: string; uid?: string; accountId?: string }

  export interface Adapter {
    upsert(id: string, payload: Payload, expiresIn?: number): Promise<void>
    find(id: string): Promise<Payload | undefined>
    findByUid(uid: string): Promise<Payload | undefined>
    findByUserCode(userCode: string): Promise<Payload | undefined>
    consume(id: string): Promise<void>
    destroy(id: string): Promise<void>
    revokeByGrantId(grantId: string): Promise<void>
  }

  export interface Interaction {
    readonly uid: string
    readonly prompt: { readonly name: string }
    readonly params: {
      readonly client_id: string
      readonly scope?: string
      readonly redirect_uri?: string
      readonly resource?: string | readonly string[]
    }
    readonly session?: { readonly accountId: string }
    readonly grantId?: string
  }

  export interface Grant {
    addOIDCScope(scope: string): void
    addResourceScope(resource: string, scope: string): void
    save(): Promise<string>
  }

  export interface AccessToken {
    readonly accountId: string
    readonly clientId: string
    readonly scopes: ReadonlySet<string>
    readonly isValid: boolean
  }

  /** A token of a client's own: it stands for no account. */
  export interface ClientCredentials {
    readonly accountId?: undefined
    readonly clientId: string
    readonly scopes: ReadonlySet<string>
    readonly isValid: boolean
  }

  export interface Client {
    readonly clientId: string
    readonly clientName?: string
    readonly clientUri?: string
  }

  export interface TokenContext {
    readonly oidc: { readonly params?: { readonly grant_type?: string; readonly client_id?: string } }
  }

  export const errors: {
    InvalidTarget: new (description: string) => Error
    SessionNotFound: new (description: string) => Error
  }

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    readonly Grant: new (owner: { accountId: string; clientId: string }) => Grant
    readonly Client: { find(clientId: string): Promise<Client | undefined> }
    /** Believes X-Forwarded-*. */
    proxy: boolean
    readonly AccessToken: { find(token: string): Promise<AccessToken | undefined> }
    readonly ClientCredentials: { find(token: string): Promise<ClientCredentials | undefined> }
    callback(): RequestListener
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<Interaction>
    interactionFinished(
      req: IncomingMessage,
      res: ServerResponse,
      result: Record<string, unknown>,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>
    on(event: 'grant.success', listener: (ctx: TokenContext) => void): this
    on(event: 'grant.error', listener: (ctx: TokenContext, error: Error) => void): this
    on(event: 'server_error', listener: (ctx: TokenContext, error: Error) => void): this
  }
}
