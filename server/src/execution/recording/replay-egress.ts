/** A way out that leads nowhere: it answers from what was recorded, and has nothing to connect with. */
import { type Egress, type EgressRequest, type EgressResponse } from '../../egress/egress.ts'
import { ApiError } from '../../http/errors.ts'
import type { Exchange } from './recording.ts'
import { asAnswerTo, rpcOf } from './replay-rpc.ts'
import { scrubUrl } from './scrub.ts'

/**
 * Answers each request with the exchange of its method and address that has not been used yet; one of JSON-RPC, whose
 * requests share an address, with that of its procedure.
 * @throws {ApiError} RecordingMismatch for a request that was not recorded.
 */
export function replayEgress(exchanges: readonly Exchange[]): Egress {
  const left = [...exchanges]
  const answer = async ({ method = 'GET', url, body: sent }: EgressRequest): Promise<EgressResponse> => {
    const asked = placeOf(scrubUrl(new URL(url), []))
    const rpc = rpcOf(sent)
    const at = left.findIndex(
      ({ request }) =>
        request.method === method &&
        placeOf(request.url) === asked &&
        rpcOf(textOf(request.body))?.method === rpc?.method,
    )
    const [found] = at === -1 ? [] : left.splice(at, 1)
    if (!found) throw mismatch(`${method} ${asked}`)
    const { status, headers, body } = found.response
    const bytes = 'text' in body ? Buffer.from(body.text, 'utf8') : Buffer.from(body.base64, 'base64')
    return {
      status,
      headers,
      body: rpc ? asAnswerTo(rpc, bytes) : bytes,
      url: String(url),
      redirects: 0,
      timings: { connectMs: 0, headersMs: 0, totalMs: 0 },
    }
  }
  return {
    checkUrl() {},
    request: answer,
    either: answer,
    stream: () => Promise.reject(mismatch('A stream')),
    close: async () => {},
  }
}

const textOf = (body: Exchange['request']['body']) => (body && 'text' in body ? body.text : undefined)

/** Address without the order of its parameters. */
function placeOf(text: string): string {
  const url = new URL(text)
  url.searchParams.sort()
  return url.href
}

function mismatch(request: string): ApiError {
  const problem = `${request.slice(0, 300)} is not in the recording`
  return new ApiError('RecordingMismatch', problem, { errors: [problem] })
}
