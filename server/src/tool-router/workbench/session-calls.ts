/** What code in the workbench may ask of its session: the same paths, rules and records as an agent's own calls. */
import { z } from 'zod'
import { ProxyBody } from '../../execution/proxy-contract.ts'
import { signLink } from '../../files/file-links.ts'
import { findMountFile } from '../../files/mount-files.ts'
import { isRecipe } from '../../recipes/recipes.ts'
import { ApiError } from '../../http/errors.ts'
import { LlmError } from '../../llm/llm.ts'
import { readTool } from '../../tools/tool-store.ts'
import type { CallHandler, CallReply } from '../../workbench/kernel.ts'
import type { Working } from '../../workbench/workbench.ts'
import { isMetaTool } from '../meta-tools.ts'
import type { MetaToolCall } from '../meta/meta-tool-call.ts'
import { executeInSession, toAgentFailure } from '../session-execute.ts'
import { proxyInSession } from '../session-proxy.ts'
import { mountOf } from './mount-of.ts'

type Helper = (call: MetaToolCall, args: unknown, working: Working) => Promise<CallReply>

function helper<S extends z.ZodType>(
  input: S,
  run: (call: MetaToolCall, args: z.output<S>, working: Working) => Promise<CallReply>,
): Helper {
  return async (call, args, working) => {
    const parsed = input.safeParse(args)
    if (parsed.success) return run(call, parsed.data, working)
    const lines = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'arguments'}: ${message}`,
    )
    return { error: lines.join('; ') }
  }
}

const Values = z.record(z.string(), z.unknown())
const RunTool = z.object({
  tool_slug: z.string().min(1).max(200),
  arguments: Values.default({}),
  account: z.string().min(1).max(200).optional(),
})
const Proxy = z.object({
  method: z.string().transform((method) => method.toUpperCase()),
  endpoint: z.string().min(1),
  toolkit: z.string().min(1).max(100),
  query_params: Values.default({}),
  headers: Values.default({}),
  body: z.unknown().optional(),
})
const Query = z.object({ query: z.string().min(1).max(400_000) })

const helpers: ReadonlyMap<string, Helper> = new Map([
  ['run_composio_tool', helper(RunTool, runTool)],
  ['proxy_execute', helper(Proxy, proxyExecute)],
  ['web_search', helper(Query, webSearch)],
  ['upload_local_file', helper(z.object({ path: z.string().min(1).max(1024) }), uploadFile)],
  ['invoke_llm', helper(Query, invokeLlm)],
])

/** Answers the helpers of one call. What the caller got wrong is the reply's error. */
export function sessionCalls(call: MetaToolCall, working: Working): CallHandler {
  return async (name, args) => {
    const asked = helpers.get(name)
    if (!asked) return { error: `there is no helper ${name}` }
    try {
      return await asked(call, args, working)
    } catch (error) {
      const { error: message, data } = toAgentFailure(error)
      return { result: { data }, error: message }
    }
  }
}

async function runTool(call: MetaToolCall, { tool_slug: slug, ...given }: z.output<typeof RunTool>) {
  if (isMetaTool(slug.toUpperCase()) || isRecipe(call.deps, slug))
    return { error: `${slug} cannot run inside the workbench` }
  const { successful, data, error, log_id } = await executeInSession(call, { slug, ...given })
  return { result: { successful, data, error, log_id }, ...(error !== null && { error }) }
}

async function proxyExecute(
  call: MetaToolCall,
  { toolkit, query_params, headers, ...given }: z.output<typeof Proxy>,
): Promise<CallReply> {
  const { deps, origin } = call
  const body = ProxyBody.safeParse({
    ...given,
    ...(given.body === null && { body: undefined }),
    parameters: [...parameters('query', query_params), ...parameters('header', headers)],
  })
  if (!body.success)
    return { error: body.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') }
  const { connected_account_id: _none, ...proxy } = body.data
  const { status, data, binary_data } = await proxyInSession(call, {
    ...proxy,
    toolkit,
    origin: deps.env.storagePublicUrl ?? origin,
  })
  const result = binary_data ?? data
  return { result, ...(status >= 400 && { error: `the provider answered ${status}` }) }
}

function parameters(type: 'query' | 'header', values: Record<string, unknown>) {
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ({
      type,
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    }))
}

/** Tools that search the web, and what each calls the query. */
const searchTools = [
  ['EXA_SEARCH', 'query'],
  ['TAVILY_TAVILY_SEARCH', 'query'],
  ['SERPAPI_SEARCH', 'query'],
  ['PERPLEXITYAI_SEARCH', 'query'],
  ['FIRECRAWL_SEARCH', 'query'],
] as const

async function webSearch(call: MetaToolCall, { query }: z.output<typeof Query>): Promise<CallReply> {
  for (const [slug, argument] of searchTools) {
    if (!readTool(call.deps.catalog, slug)) continue
    try {
      const { data, error } = await executeInSession(call, { slug, arguments: { [argument]: query } })
      return { result: JSON.stringify(data), ...(error !== null && { error }) }
    } catch (thrown) {
      // Left out of the session, or no account: the next may be there.
      if (!(thrown instanceof ApiError) || thrown.status >= 500) throw thrown
    }
  }
  return { error: 'no app that searches the web is connected: connect exa, tavily, serpapi or perplexityai' }
}

async function uploadFile(
  call: MetaToolCall,
  { path }: { path: string },
  working: Working,
): Promise<CallReply> {
  const { deps, session, origin } = call
  await working.keepFiles()
  const file = await findMountFile(deps, mountOf(session), path)
  const { url, expiresAt } = await signLink(deps, 'GET', file, deps.env.storagePublicUrl ?? origin)
  return {
    result: {
      s3_url: url,
      uploaded_file: path.split('/').at(-1),
      type: file.mimetype,
      id: file.id,
      key: file.key,
      s3key: file.key,
      size: file.size,
      expires_at: expiresAt,
      message: 'The file is kept in the session; give s3_url to the user.',
    },
  }
}

async function invokeLlm({ deps }: MetaToolCall, { query }: z.output<typeof Query>): Promise<CallReply> {
  if (!deps.llm)
    return { error: 'no language model is set up on this server (PATCHBAY_LLM_URL, PATCHBAY_LLM_MODEL)' }
  try {
    return { result: await deps.llm.askForText(query) }
  } catch (error) {
    if (error instanceof LlmError) return { error: error.message }
    throw error
  }
}
