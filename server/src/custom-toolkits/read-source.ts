/** Reading what a toolkit is made of: an API description, or the list of a remote MCP server. */
import type { RemoteTool } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress.ts'
import { RemoteMcpError, withRemoteMcp, type SendRequest } from '../mcp-client/remote-mcp.ts'
import { cutError, statusText } from '../execution/response/upstream-error.ts'
import { redactText } from '../vault/redact.ts'
import { invalid } from './compile-in-worker.ts'
import type { ReadWith } from './custom-toolkits.contract.ts'

/** Bytes of a description, after decompression. */
const largestDescription = 16 * 1024 * 1024

/** @throws {ApiError} CustomToolkitInvalid when there is no answer, or not a good one. */
export async function fetchDescription(
  { egress }: Pick<Deps, 'egress'>,
  url: string,
  readWith: ReadWith | undefined,
): Promise<string> {
  const headers = { accept: 'application/json, application/yaml, */*', ...credentialOf(readWith) }
  const response = await orInvalid(readWith, () =>
    egress.request({ method: 'GET', url: new URL(url), headers, maxResponseBytes: largestDescription }),
  )
  if (response.status >= 300) throw invalid(`reading the description gave ${statusText(response.status)}`)
  return response.body.toString('utf8')
}

/**
 * @returns undefined when the server asks for a credential.
 * @throws {ApiError} CustomToolkitInvalid when the server does not answer as an MCP server does.
 */
export async function listRemoteTools(
  url: string,
  readWith: ReadWith | undefined,
  send: SendRequest,
): Promise<RemoteTool[] | undefined> {
  let isRefused = false
  return orInvalid(readWith, async () =>
    withRemoteMcp(
      new URL(url),
      async (request) => {
        const headers = { ...request.headers, ...credentialOf(readWith) }
        const response = await send({ ...request, headers })
        isRefused ||= response.status === 401
        return response
      },
      async (remote) => remote.listTools(),
    ),
  ).catch((error: unknown) => {
    if (isRefused) return undefined
    throw error
  })
}

function credentialOf(readWith: ReadWith | undefined): Record<string, string> {
  return readWith ? { [readWith.header.toLowerCase()]: readWith.value } : {}
}

async function orInvalid<T>(readWith: ReadWith | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof EgressError || error instanceof RemoteMcpError)) throw error
    const secrets = readWith ? [readWith.value, readWith.value.replace(/^\w+\s+/, '')] : []
    throw invalid(cutError(redactText(error.message, secrets)), fixFor(error))
  }
}

/** Undefined where the message says enough. */
function fixFor(error: EgressError | RemoteMcpError): string | undefined {
  if (!(error instanceof EgressError)) return undefined
  if (error.code === 'destination_refused')
    return 'Give the description as a document, or have the operator name this host and port in egress.allow_private of the file that PATCHBAY_CONFIG names.'
  return error.sent ? undefined : 'Check the address: the server that runs Patchbay has to reach it.'
}
