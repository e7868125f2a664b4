/** The accounts that a session's call was without, with the links that connect them. */
import { z } from 'zod'
import { ApiError, errorCatalogue } from '../http/errors.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'
import { linkToolkit } from '../tool-router/session-accounts.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { findTool } from '../tools/tools.ts'
import type { NeededAccount } from './ask-to-connect.ts'

const Unconnected = z.object({
  slug: z.literal(errorCatalogue.NoConnectedAccount.slug),
  tool_slug: z.string(),
})
const ShortOfScopes = z.object({
  slug: z.literal(errorCatalogue.ScopesMissing.slug),
  tool_slug: z.string(),
  connected_account_id: z.string(),
  redirect_url: z.string(),
})
const Missing = z.discriminatedUnion('slug', [Unconnected, ShortOfScopes])
type Missing = z.output<typeof Missing>

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
  const links = missingIn(call, data).map(async ([toolkit, missing]): Promise<NeededAccount> => {
    const isShortOfScopes = missing.slug === errorCatalogue.ScopesMissing.slug
    const link = isShortOfScopes ? missing : await linkToolkit(deps, session, { toolkit, origin })
    return {
      projectId: session.projectId,
      app: findToolkit(deps, toolkit).name,
      userId: session.userId,
      accountId: link.connected_account_id,
      url: link.redirect_url,
      isShortOfScopes,
    }
  })
  // Where there is no way to connect, the result says what is missing.
  return Promise.all(links).catch((error: unknown) => {
    if (error instanceof ApiError && error.status < 500) return []
    throw error
  })
}

/** What each toolkit is without; nothing when a part of the call has run, or when it would be too many links. */
function missingIn({ deps }: MetaToolCall, data: Readonly<Record<string, unknown>>): [string, Missing][] {
  const batch = Batch.safeParse(data)
  const results = batch.success
    ? batch.data.results.map(({ tool_slug, response }) => ({ ...response.data, tool_slug }))
    : [data]
  const found = new Map<string, Missing>()
  for (const result of results) {
    const missing = Missing.safeParse(result)
    if (!missing.success) return []
    found.set(findTool(deps, missing.data.tool_slug).toolkit, missing.data)
  }
  return found.size > mostLinks ? [] : [...found]
}
