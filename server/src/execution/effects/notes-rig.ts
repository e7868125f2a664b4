/** For this folder's tests: a provider that counts what it commits before it answers, and a server that calls it. */
import type { ServerResponse } from 'node:http'
import { inject } from 'vitest'
import { listen } from '../../../../conformance/rigs/listen.ts'
import { testServer, type TestServer, type TestServerOptions } from '../../../test/harness.ts'
import { loadCatalog } from '../../startup/catalog/load-catalog.ts'
import { withTestToolkit } from '../test-toolkit.ts'

export interface Provider {
  /** Bodies of the notes that were made. */
  created: string[]
  /** Requests since the last reset. */
  requests: number
  /** How the provider answers; `nth` counts its requests. */
  behave: (response: ServerResponse, nth: number) => void
  reset(): void
}

export const answer: Provider['behave'] = (response, nth) => {
  response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ note: nth }))
}
export const drop: Provider['behave'] = (response) => void response.socket?.resetAndDestroy()

/** Starts both, with an account of Alice's. */
export async function notesServer(
  options: TestServerOptions = {},
): Promise<{ provider: Provider; server: TestServer; authConfigId: string; close(): Promise<void> }> {
  const provider: Provider = { created: [], requests: 0, behave: answer, reset }
  function reset() {
    Object.assign(provider, { created: [], requests: 0, behave: answer })
  }
  const upstream = await listen((request, response) => {
    provider.requests += 1
    const nth = provider.requests
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      if (request.method === 'POST') provider.created.push(body)
      provider.behave(response, nth)
    })
  })
  const shipped = await loadCatalog(inject('cacheDir'), () => {})
  const server = await testServer({
    ...options,
    config: { egress: { allow_private: [`127.0.0.1:${upstream.port}`] } },
    deps: { catalog: withTestToolkit(shipped, upstream.url, upstream.url) },
  })
  const { body: config } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'testkit' },
      auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
    },
  })
  const val = { status: 'ACTIVE', generic_api_key: 'sk_alice_0123456789' }
  await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.auth_config.id },
      connection: { user_id: 'alice', state: { authScheme: 'API_KEY', val } },
    },
  })
  async function close() {
    await server.close()
    await upstream.close()
  }
  return { provider, server, authConfigId: config.auth_config.id, close }
}
