import type { FastifyInstance } from 'fastify'
import type { Send } from '../../conformance/rigs/click-link.ts'

/** `fetch` without a network: reaches the server of this process, whatever host the URL names. */
export function injectedFetch(app: FastifyInstance): Send {
  return async (address, { method = 'GET', headers, body }) => {
    const { pathname, search } = new URL(address, 'http://patchbay.test')
    const answer = await app.inject({
      method: method as 'GET' | 'POST',
      url: pathname + search,
      headers,
      ...(body !== undefined && { payload: body.toString() }),
    })
    const answered = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const each of [value ?? []].flat()) answered.append(name, String(each))
    }
    return new Response(answer.body, { status: answer.statusCode, headers: answered })
  }
}
