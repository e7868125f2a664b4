/** Keeps the exchanges of one call as they pass, before the credential is put on a request. */
import { REDACTED } from '../../vault/secret.ts'
import type { Credential } from '../credential.ts'
import type { EgressResponse, EgressStream } from '../../egress/egress.ts'
import type { PickedAccount } from '../pick-account.ts'
import type { RequestContext } from '../request/build-request.ts'
import type { OutgoingRequest } from '../request/outgoing-request.ts'
import { StreamedBody } from '../request/streamed-body.ts'
import type { RunResult } from '../run-tool.ts'
import { digestOf, type Exchange, type Recording } from './recording.ts'
import { scrubBody, scrubDeep, scrubHeaders, scrubUrl } from './scrub.ts'

/** Bytes of all bodies of one call. */
const mostBytes = 512 * 1024

export interface CallRecorder {
  /** Takes one request, without its credential, and the answer to it. */
  note(request: OutgoingRequest, response: EgressResponse | EgressStream): void
  /** What is kept of the call, once it has ended. */
  finish(called: Called, result: RunResult): Recording
}

interface Called {
  tool: { slug: string; version: string }
  args: Readonly<Record<string, unknown>>
  context: RequestContext
  account: PickedAccount | undefined
}

/** @param credentialOf the credential of the moment: it may be renewed during the call. */
export function recordCall(credentialOf: () => Credential, at: Date): CallRecorder {
  const exchanges: Exchange[] = []
  const secrets = new Set<string>()
  let left = mostBytes
  let incomplete: string | undefined
  const known = () => {
    for (const secret of credentialOf().secrets.reveal()) secrets.add(secret)
    return [...secrets]
  }
  return {
    note(request, response) {
      const { body } = response
      if (!Buffer.isBuffer(body) || request.body instanceof StreamedBody) {
        incomplete ??= 'a file was streamed'
        return
      }
      left -= body.length + Buffer.byteLength(request.body ?? '')
      if (left < 0) incomplete ??= `its requests and answers have more than ${mostBytes} bytes`
      else exchanges.push(exchangeOf({ ...request, body: request.body }, { ...response, body }, known()))
    },
    finish({ tool, args, context, account }, { successful, error, data, upstreamStatus }) {
      if (upstreamStatus === undefined && exchanges.length === 0) incomplete ??= 'the provider did not answer'
      return {
        tool: tool.slug,
        version: tool.version,
        arguments: scrubDeep(args, known()) as Recording['arguments'],
        at: at.toISOString(),
        base_url: scrubUrl(context.baseUrl, known()),
        scope: scopeOf(context, account),
        exchanges: incomplete === undefined ? exchanges : [],
        outcome: { successful, error, data_digest: digestOf(scrubDeep(data, known())) },
        ...(incomplete !== undefined && { incomplete }),
      }
    },
  }
}

function exchangeOf(
  request: Omit<OutgoingRequest, 'body'> & { body: string | Buffer | undefined },
  response: EgressResponse,
  secrets: readonly string[],
): Exchange {
  const { method, url, headers, body } = request
  const sent =
    body === undefined ? undefined : scrubBody(Buffer.from(body), headers['content-type'] ?? '', secrets)
  return {
    request: {
      method,
      url: scrubUrl(url, secrets),
      headers: scrubHeaders(headers, secrets),
      ...(sent && { body: sent }),
    },
    response: {
      status: response.status,
      headers: scrubHeaders(response.headers, secrets),
      body: scrubBody(response.body, response.headers['content-type'] ?? '', secrets),
    },
  }
}

/** The account's public fields, which addresses are made of, and the names alone of everything else. */
function scopeOf({ scope }: RequestContext, account: PickedAccount | undefined): Recording['scope'] {
  const open: Readonly<Record<string, unknown>> = account?.publicFields ?? {}
  const groups = Object.entries(scope).map(([group, fields]) => [
    group,
    Object.fromEntries(
      Object.keys(fields ?? {}).map((name) => [
        name,
        group === 'conn' && Object.hasOwn(open, name) ? open[name] : REDACTED,
      ]),
    ),
  ])
  return Object.fromEntries(groups) as Recording['scope']
}
