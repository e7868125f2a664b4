/** `preview: true`: what a call would send, with nothing sent. */
import { REDACTED } from '../vault/secret.ts'
import { redactText } from '../vault/redact.ts'
import { flatScopes } from '../tools/tools.ts'
import { presentReason, type previewCall } from '../permissions/check-call.ts'
import { withCredential, type Credential } from './credential.ts'
import type { PickedAccount } from './pick-account.ts'
import type { OutgoingRequest } from './request/outgoing-request.ts'
import { StreamedBody } from './request/streamed-body.ts'
import { grantedScopes, unmetScopes } from './scopes/missing-scopes.ts'
import type { ResolvedTool } from './resolve-tool.ts'

/** Ends a previewed call where its first request would have left. */
export class Previewed extends Error {
  override name = 'Previewed'
  readonly request: OutgoingRequest

  constructor(request: OutgoingRequest) {
    super('previewed')
    this.request = request
  }
}

/** Characters of a body that are shown. */
const longestBody = 16_000

/**
 * What a preview answers. `hash` is what an approval of this very call binds to, and `permission` says whether it
 * needs one.
 */
export function describePreview(
  { tool, toolkit }: ResolvedTool,
  account: PickedAccount | undefined,
  credential: Credential,
  request: OutgoingRequest,
  { hash, permission }: ReturnType<typeof previewCall>,
): Record<string, unknown> {
  const { method, url, headers, body } = withCredential(request, { ...credential, sign: undefined })
  const secrets = credential.secrets.reveal()
  const clean = (text: string) => redactText(text, secrets)
  const injected = new Set(Object.keys(credential.inject.headers).map((name) => name.toLowerCase()))
  for (const { name, in: place } of credential.extra.reveal())
    if (place === 'header') injected.add(name.toLowerCase())
  const shownHeaders = Object.entries(headers).map(([name, value]) => [
    name,
    injected.has(name.toLowerCase()) ? REDACTED : clean(value),
  ])
  return {
    preview: true,
    tool: tool.slug,
    version: tool.version,
    request: {
      method,
      url: clean(withoutInjected(url, credential).href),
      headers: Object.fromEntries(shownHeaders),
      body: typeof body === 'string' || Buffer.isBuffer(body) ? shownText(body, clean) : null,
      body_bytes: sizeOf(body),
      may_be_followed_by_others: tool.exec.kind !== 'http' && tool.exec.kind !== 'graphql',
    },
    account: account
      ? {
          id: account.id,
          user_id: account.userId,
          auth_config_id: account.authConfigId,
          toolkit: toolkit.slug,
        }
      : null,
    scopes: scopesOf(tool, credential),
    permission: { verdict: permission.effect, reasons: permission.reasons.map(presentReason) },
    hash,
  }
}

/** Query parameters that carry the credential are shown without it. */
function withoutInjected(url: URL, { inject, extra }: Credential): URL {
  const shown = new URL(url)
  const added = extra.reveal().flatMap(({ name, in: place }) => (place === 'query' ? [name] : []))
  for (const name of [...Object.keys(inject.query), ...added]) shown.searchParams.set(name, REDACTED)
  return shown
}

function shownText(body: string | Buffer, clean: (text: string) => string): string {
  return clean(body.toString('utf8')).slice(0, longestBody)
}

function sizeOf(body: OutgoingRequest['body']): number {
  return body instanceof StreamedBody ? body.size : Buffer.byteLength(body ?? '')
}

/** Scopes that the tool names, and those the account was not granted; null where the provider did not tell. */
function scopesOf(tool: ResolvedTool['tool'], credential: Credential) {
  const granted = grantedScopes(credential)
  const missing = granted ? unmetScopes(tool, granted).map((accepted) => accepted.join(' or ')) : null
  return { needed: flatScopes(tool), missing }
}
