/** A tool of a remote MCP server: only as it was approved. */
import { fingerprint, type McpExec } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { RemoteMcpError, withRemoteMcp, type RemoteMcp } from '../mcp-client/remote-mcp.ts'
import { redactDeep, redactText } from '../vault/redact.ts'
import { isObject, type Bag } from './request/outgoing-request.ts'
import { cutError } from './response/upstream-error.ts'
import type { Run, RunResult } from './run-tool.ts'
import { send } from './send.ts'

/** How long a definition that was compared is taken to stay as it is, in milliseconds. */
const comparedFor = 60_000
const mostCompared = 5_000
const compared = new Map<string, number>()

/**
 * Calls the tool. Before that, its definition is compared with the one that was approved, now and then.
 * @throws {ApiError} ToolHeld when it is another one.
 */
export async function runMcp(
  deps: Pick<Deps, 'egress' | 'clock'>,
  run: Run,
  exec: McpExec,
): Promise<RunResult> {
  if (exec.held) throw held(run)
  const secrets = () => run.channel.credential.secrets.reveal()
  let status: number | undefined
  try {
    return await withRemoteMcp(
      run.context.baseUrl,
      async (request) => {
        const response = await run.watch.step('send', () => send(deps, run.channel, request))
        status = response.status
        return response
      },
      async (remote) => {
        if (!run.isReplay) await compare(remote, run, exec, deps.clock.now().getTime())
        const result = await remote.callTool(exec.tool, run.args)
        return { ...shape(result, secrets()), upstreamStatus: status }
      },
    )
  } catch (error) {
    if (!(error instanceof RemoteMcpError)) throw error
    const reason =
      status === 401 || status === 403 ? 'it does not accept this account’s credential' : error.message
    const text = cutError(redactText(`The MCP server refused the call: ${reason}`, secrets()))
    return { data: {}, error: text, successful: false, upstreamStatus: status }
  }
}

async function compare(remote: RemoteMcp, run: Run, exec: McpExec, now: number): Promise<void> {
  const key = `${run.context.baseUrl.href}\n${exec.tool}\n${exec.fingerprint}`
  if (now - (compared.get(key) ?? -Infinity) < comparedFor) return
  const listed = (await remote.listTools()).find(({ name }) => name === exec.tool)
  if (!listed) throw new RemoteMcpError(`it has no tool ${exec.tool} any more`)
  if (fingerprint(listed) !== exec.fingerprint) throw held(run)
  if (compared.size >= mostCompared) compared.clear()
  compared.set(key, now)
}

function held({ tool }: Run): ApiError {
  return new ApiError(
    'ToolHeld',
    `Tool ${tool.slug} is held for review: its MCP server changed what the tool says it does`,
  )
}

type Answer = Awaited<ReturnType<RemoteMcp['callTool']>>

/** Structured content where there is some; else text, read as JSON where it is an object; else the content. */
function shape({ content, structuredContent, isError }: Answer, secrets: readonly string[]): RunResult {
  const data = redactDeep(
    isObject(structuredContent) ? structuredContent : contentData(content),
    secrets,
  ) as Bag
  if (isError !== true) return { data, error: null, successful: true }
  const said = redactText(textOf(content) ?? '', secrets)
  return { data, error: cutError(said || 'The MCP server reported a failure'), successful: false }
}

function contentData(content: Answer['content'] = []): Bag {
  const text = textOf(content)
  if (text === undefined) return { content }
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
    return Array.isArray(value) ? { items: value } : { text }
  } catch {
    return { text }
  }
}

/** The text of content that is nothing but text. */
function textOf(content: Answer['content'] = []): string | undefined {
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return texts.length > 0 && texts.length === content.length ? texts.join('\n') : undefined
}
