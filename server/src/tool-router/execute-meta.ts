/** Running a meta tool: its arguments are parsed once, here, and a wrong one is told to the agent. */
import type { z } from 'zod'
import { ApiError } from '../http/errors.ts'
import { GetToolSchemasInput, getToolSchemas } from './meta/get-tool-schemas.ts'
import { ManageConnectionsInput, manageConnections } from './meta/manage-connections.ts'
import type { MetaToolCall } from './meta/meta-tool-call.ts'
import { MultiExecuteInput, multiExecute } from './meta/multi-execute.ts'
import { SearchToolsInput, searchTools } from './meta/search-tools.ts'
import { WaitForConnectionsInput, waitForConnections } from './meta/wait-for-connections.ts'
import { GetRecipeInput, getRecipeTool, UpsertRecipeInput, upsertRecipeTool } from './meta/recipes.ts'
import {
  RemoteBashInput,
  remoteBash,
  RemoteWorkbenchInput,
  remoteWorkbench,
} from './meta/remote-workbench.ts'
import { allowsMetaTool, type MetaToolSlug } from './meta-tools.ts'
import { toAgentFailure } from './session-execute.ts'

export interface MetaToolResult {
  data: Record<string, unknown>
  error: string | null
}

type Run = (call: MetaToolCall, args: unknown) => Promise<Record<string, unknown>>

/** Couples a handler with the schema of its arguments. */
function metaTool<S extends z.ZodType>(
  slug: MetaToolSlug,
  input: S,
  run: (call: MetaToolCall, args: z.output<S>) => Promise<Record<string, unknown>>,
): Run {
  return async (call, args) => {
    const parsed = input.safeParse(args)
    if (parsed.success) return run(call, parsed.data)
    const errors = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`,
    )
    throw new ApiError('ToolArgumentsInvalid', `Invalid arguments for ${slug}: ${errors.join('; ')}`, {
      errors,
    })
  }
}

const handlers: Record<MetaToolSlug, Run> = {
  COMPOSIO_SEARCH_TOOLS: metaTool('COMPOSIO_SEARCH_TOOLS', SearchToolsInput, searchTools),
  COMPOSIO_GET_TOOL_SCHEMAS: metaTool('COMPOSIO_GET_TOOL_SCHEMAS', GetToolSchemasInput, getToolSchemas),
  COMPOSIO_MANAGE_CONNECTIONS: metaTool(
    'COMPOSIO_MANAGE_CONNECTIONS',
    ManageConnectionsInput,
    manageConnections,
  ),
  COMPOSIO_WAIT_FOR_CONNECTIONS: metaTool(
    'COMPOSIO_WAIT_FOR_CONNECTIONS',
    WaitForConnectionsInput,
    waitForConnections,
  ),
  COMPOSIO_MULTI_EXECUTE_TOOL: metaTool('COMPOSIO_MULTI_EXECUTE_TOOL', MultiExecuteInput, multiExecute),
  COMPOSIO_REMOTE_WORKBENCH: metaTool('COMPOSIO_REMOTE_WORKBENCH', RemoteWorkbenchInput, remoteWorkbench),
  COMPOSIO_REMOTE_BASH_TOOL: metaTool('COMPOSIO_REMOTE_BASH_TOOL', RemoteBashInput, remoteBash),
  COMPOSIO_UPSERT_RECIPE: metaTool('COMPOSIO_UPSERT_RECIPE', UpsertRecipeInput, upsertRecipeTool),
  COMPOSIO_GET_RECIPE: metaTool('COMPOSIO_GET_RECIPE', GetRecipeInput, getRecipeTool),
}

/**
 * Runs a meta tool of the session. What the agent got wrong comes back as `error`.
 * @throws {ApiError} ToolNotInSession when the session does not have this meta tool.
 */
export async function executeMetaTool(
  call: MetaToolCall,
  slug: MetaToolSlug,
  args: unknown,
): Promise<MetaToolResult> {
  if (!allowsMetaTool(call.session.config, slug)) {
    throw new ApiError(
      'ToolNotInSession',
      `Tool ${slug} not found in this session: its configuration leaves it out`,
    )
  }
  try {
    const data = await handlers[slug](call, args)
    return { data, error: summary(slug, data) }
  } catch (error) {
    return toAgentFailure(error)
  }
}

/** Some parts of a batch may have failed while the call itself went through. */
function summary(
  slug: MetaToolSlug,
  { error_count, total_count, error }: Record<string, unknown>,
): string | null {
  // The last line of a traceback, or why a command was stopped.
  if (typeof error === 'string' && error !== '')
    return error.split('\n').findLast((line) => !line.startsWith('Hint: ')) ?? error
  if (slug !== 'COMPOSIO_MULTI_EXECUTE_TOOL' || error_count === 0) return null
  return `${error_count} out of ${total_count} tools failed`
}
