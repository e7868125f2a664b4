/** The accounts that a session's call was without, with the links that connect them. */
import { z } from 'zod'
import { ApiError, errorCatalogue } from '../http/errors.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'
import { linkToolkit } from '../tool-router/session-accounts.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { findTool } from '../tools/tools.ts'
import type { NeededAccount } from './ask-to-connect.ts'

const Missing = z.object({ slug: z.literal(errorCatalogue.NoConnectedAccount.slug), tool_slug: z.string() })
const Batch = z.object({
  results: z
    .array(
      z.object({ tool_slug: z.string(), response: z.object({ data: z.record(z.string(), z.unknown()) }) }),
    )
    .min(1),
})

/** Links that a person is asked to open at once. */
const mostLinks = 5

/**
 * What is to be connected before the call is made again: nothing when a part of a batch has run, as all of it would
 * run again, or where the session leaves connecting to somebody else.
 * @param data of the result, with the tool's slug where it is that of a single tool
 */
export async function accountsNeeded(
  call: MetaToolCall,
  data: Readonly<Record<string, unknown>>,
): Promise<NeededAccount[]> {
  const { deps, session, origin } = call
  if (!session.config.manage_connections.enabled) return []
  const toolkits = toolkitsMissing(call, data)
  if (toolkits.length > mostLinks) return []
  const links = toolkits.map(async (toolkit): Promise<NeededAccount> => {
    const link = await linkToolkit(deps, session, { toolkit, origin })
    return {
      projectId: session.projectId,
      app: findToolkit(deps, toolkit).name,
      userId: session.userId,
      accountId: link.connected_account_id,
      url: link.redirect_url,
    }
  })
  // Where there is no way to connect, the result says what is missing.
  return Promise.all(links).catch((error: unknown) => {
    if (error instanceof ApiError && error.status < 500) return []
    throw error
  })
}

function toolkitsMissing({ deps }: MetaToolCall, data: Readonly<Record<string, unknown>>): string[] {
  const batch = Batch.safeParse(data)
  const results = batch.success
    ? batch.data.results.map(({ tool_slug, response }) => ({ ...response.data, tool_slug }))
    : [data]
  const missing = results.map((result) => Missing.safeParse(result))
  if (!missing.every(({ success }) => success)) return []
  return [...new Set(missing.flatMap((one) => (one.data ? findTool(deps, one.data.tool_slug).toolkit : [])))]
}
