/** How commands talk to a running server: with a project key, through the API that everyone else uses. */
import { parseEnv } from '../env.ts'
import { UsageError, type CommandContext } from './command.ts'

interface ApiClient {
  /** @throws {CommandFailed} with the server's message when it refuses. */
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  close(): Promise<void>
}

/** The server refused, or is not there. The message is for the person who typed the command. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
}

/** Compiling a large description takes some seconds. */
const timeouts = { connectMs: 5_000, headersMs: 90_000, totalMs: 90_000 }

/** @throws {UsageError} without a key. */
async function apiClient(source: NodeJS.ProcessEnv): Promise<ApiClient> {
  const { createEgress } = await import('../egress/egress.ts')
  const env = parseEnv(source)
  if (env.apiKey === undefined)
    throw new UsageError('PATCHBAY_API_KEY must hold the key of the project (ak_…)')
  const server = new URL(env.serverUrl ?? `http://127.0.0.1:${env.port}`)
  // The one address that the person named, wherever it is.
  const egress = createEgress({ allowPrivate: [server.host] })
  const headers = { 'x-api-key': env.apiKey, 'content-type': 'application/json' }
  return {
    async call(method, path, body) {
      const url = new URL(`/api/v3.1${path}`, server)
      const content = body === undefined ? {} : { body: JSON.stringify(body) }
      const response = await egress
        .request({ method, url, headers, timeouts, ...content })
        .catch((error: unknown) => {
          throw new CommandFailed(
            `${server.origin} does not answer: ${error instanceof Error ? error.message : ''}`,
          )
        })
      const answer = readJson(response.body)
      if (response.status >= 400) throw new CommandFailed(explain(answer, response.status))
      return answer
    },
    close: () => egress.close(),
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function explain(answer: unknown, status: number): string {
  const error = (answer as { error?: { message?: string; suggested_fix?: string } } | undefined)?.error
  return [error?.message ?? `the server answered ${status}`, error?.suggested_fix].filter(Boolean).join('\n')
}

/** Runs with a client. What the server refuses is said on the error output; exit code 1. */
export async function withClient(
  context: CommandContext,
  use: (client: ApiClient) => Promise<void>,
): Promise<number | void> {
  const client = await apiClient(context.env)
  try {
    await use(client)
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    context.err(`${plain(error.message)}\n`)
    return 1
  } finally {
    await client.close()
  }
}

/** Texts of other people's servers go to a terminal: no control characters but line ends. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')
}
