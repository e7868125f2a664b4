/** For this folder's tests: runs a tool against an HTTP server that keeps every byte of what it got. */
import { parseManifest } from '@patchbay/catalog/build'
import type { CatalogToolkit, Tool, ToolkitInput } from '@patchbay/catalog'
import { listen } from '../../../conformance/rigs/listen.ts'
import { createEgress } from '../egress/egress.ts'
import { Secret } from '../vault/secret.ts'
import { noCredential } from './caller-credential.ts'
import { runTool, type RunResult } from './run-tool.ts'
import type { Channel } from './send.ts'
import { startStopwatch } from './stopwatch.ts'

export interface Received {
  method: string
  /** Path and query as they came. */
  url: string
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string | Buffer
}

export interface Wire {
  readonly url: string
  /** What has come since the last call of `run`. */
  received: Received[]
  /** Runs the first tool of a manifest; answers are given in turn, `{}` when none is left. */
  run(manifest: ToolSpec, args: Record<string, unknown>, options?: RunOptions): Promise<RunResult>
  close(): Promise<void>
}

export type ToolSpec = Pick<ToolkitInput['tools'][number], 'exec'> & Partial<ToolkitInput['tools'][number]>

export interface RunOptions {
  answers?: readonly (Answer | ((received: Received) => Answer))[]
  http?: Partial<ToolkitInput['http']>
  conn?: Record<string, unknown>
  now?: Date
}

/** Starts the server. */
export async function startWire(): Promise<Wire> {
  let answers: NonNullable<RunOptions['answers']> = []
  const wire: Wire = { url: '', received: [], run, close }
  const server = await listen((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const received = { method, url, headers, body: Buffer.concat(chunks) }
      wire.received.push(received)
      const given = answers[wire.received.length - 1] ?? {}
      const answer = typeof given === 'function' ? given(received) : given
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
      response.end(answer.body ?? '{}')
    })
  })
  const { url, port } = server
  const egress = createEgress({ allowPrivate: [`127.0.0.1:${port}`] })

  async function run(spec: ToolSpec, args: Record<string, unknown>, options: RunOptions = {}) {
    wire.received = []
    answers = options.answers ?? []
    const { tool, toolkit } = resolve(spec, args, url, options)
    const scope = options.conn ? { conn: options.conn } : {}
    const channel: Channel = {
      binding: { origin: url, hosts: [] },
      credential: { ...noCredential(), fields: new Secret(scope) },
      signer: toolkit.http.signer,
      bytesLeft: 10_000_000,
    }
    return runTool(
      { egress, clock: { now: () => options.now ?? new Date() }, catalog: { summariesOf: () => [] } },
      {
        tool: { ...tool, toolkit: 'wire', version: '20260101_00' },
        toolkit,
        args,
        defaults: {},
        context: { toolkit, baseUrl: new URL(`${url}/v1`), scope },
        channel,
        callerBody: undefined,
        watch: startStopwatch(),
      },
    )
  }
  async function close() {
    await egress.close()
    await server.close()
  }
  return Object.assign(wire, { url })
}

/** The tool of a one-tool manifest, checked as a shipped one is; arguments are its inputs unless it says otherwise. */
function resolve(
  spec: ToolSpec,
  args: Record<string, unknown>,
  url: string,
  { http }: RunOptions,
): { tool: Tool; toolkit: CatalogToolkit } {
  const names = Object.keys(args)
  const properties = Object.fromEntries(names.map((name) => [name, {}]))
  const { tools, ...rest } = parseManifest({
    manifest: 1,
    slug: 'wire',
    name: 'Wire',
    description: 'For tests.',
    logo: 'https://example.com/logo.png',
    http: { base_url: `${url}/v1`, ...http },
    auth: [{ mode: 'NO_AUTH', name: 'wire' }],
    tools: [
      {
        slug: 'WIRE_CALL',
        name: 'Call',
        description: 'Calls.',
        input: { type: 'object', properties, required: names },
        ...spec,
      },
    ],
  } satisfies ToolkitInput)
  const dates = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
  const versions = { version: '20260101_00', available_versions: ['20260101_00'] }
  const [tool] = tools
  if (!tool) throw new Error('the manifest has no tool')
  return { tool, toolkit: { ...rest, ...dates, ...versions, tools_count: 1, triggers_count: 0 } }
}
