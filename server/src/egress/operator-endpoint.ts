/** An endpoint that the operator names in the environment, such as a language model's: a way out to it alone. */
import type { Secret } from '../vault/secret.ts'
import { createEgress } from './egress.ts'
import type { EgressRequest, EgressResponse } from './request.ts'

export interface OperatorEndpoint {
  readonly origin: string
  /** Posts JSON with the operator's key; any status is an answer. @throws {EgressError} */
  post(body: object, headers?: Readonly<Record<string, string>>): Promise<EgressResponse>
  close(): Promise<void>
}

export interface OperatorEndpointOptions extends Pick<EgressRequest, 'timeouts' | 'maxResponseBytes'> {
  url: string
  apiKey: Secret<string> | undefined
}

/** It may lie on the operator's network, where tools must not reach it because the server may. */
export function openOperatorEndpoint({ url, apiKey, ...limits }: OperatorEndpointOptions): OperatorEndpoint {
  const endpoint = new URL(url)
  const port = endpoint.port || (endpoint.protocol === 'https:' ? '443' : '80')
  const egress = createEgress({ allowPrivate: [`${endpoint.hostname}:${port}`] })
  return {
    origin: endpoint.origin,
    post: (body, headers) =>
      egress.request({
        url: endpoint,
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          ...(apiKey && { authorization: `Bearer ${apiKey.reveal()}` }),
        },
        body: JSON.stringify(body),
        allowHttp: endpoint.protocol === 'http:',
        ...limits,
      }),
    close: () => egress.close(0),
  }
}
