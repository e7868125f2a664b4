/** Signing a finished request, for providers that want a signature rather than a token. */
import { renderTemplate, TemplateError, type Signer, type TemplateScope } from '@patchbay/catalog'
import { ApiError } from '../../http/errors.ts'
import type { OutgoingRequest } from '../request/outgoing-request.ts'
import { StreamedBody } from '../request/streamed-body.ts'
import { canonicalQuery, hash, signatureHeader, type SigningKey } from './aws-sigv4.ts'

/**
 * A signed copy of a request that is complete: nothing may be added to it afterwards.
 * @throws {ApiError} ConnectedAccountUnusable when the account lacks a field that signing needs.
 */
export function signRequest(
  request: OutgoingRequest,
  signer: Signer,
  scope: TemplateScope,
  now: Date,
): OutgoingRequest {
  const field = (name: Exclude<keyof Signer, 'kind'>) => render(signer[name], scope).trim()
  const key: SigningKey = {
    accessKeyId: field('access_key_id'),
    secretAccessKey: field('secret_access_key'),
    service: field('service'),
    region: field('region'),
  }
  const token = field('session_token')
  // A streamed body is sent once: its hash would take reading it twice, and AWS takes it unsigned over https.
  const body = request.body instanceof StreamedBody ? '' : (request.body ?? '')
  const date = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const url = new URL(request.url)
  const query = [...url.searchParams]
  url.search = canonicalQuery(query)
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': date,
    'x-amz-content-sha256': request.body instanceof StreamedBody ? 'UNSIGNED-PAYLOAD' : hash(body),
    ...(token !== '' && { 'x-amz-security-token': token }),
  }
  const { method } = request
  const signed = { method, path: url.pathname, query, headers: { ...headers, host: url.host }, body }
  return { ...request, url, headers: { ...headers, authorization: signatureHeader(signed, key, date) } }
}

function render(template: string, scope: TemplateScope): string {
  try {
    return renderTemplate(template, scope)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new ApiError('ConnectedAccountUnusable', `The request cannot be signed: ${error.message}`)
  }
}
