import { z } from 'zod'
import { ApiError } from '../../http/errors.ts'
import { findToolkit, isNoAuth } from '../../toolkits/toolkits.ts'
import { linkToolkit, sessionAccounts } from '../session-accounts.ts'
import { toAgentFailure } from '../session-execute.ts'
import { allowsToolkit } from '../session-tools.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

/** Toolkit slugs; clients also send `{ name }` objects. */
export const ToolkitList = z
  .array(z.union([z.string().min(1), z.object({ name: z.string().min(1) }).transform(({ name }) => name)]))
  .min(1)
  .max(20)

export const ManageConnectionsInput = z.object({
  toolkits: ToolkitList,
  reinitiate_all: z.boolean().default(false),
})

type Input = z.output<typeof ManageConnectionsInput>

/** COMPOSIO_MANAGE_CONNECTIONS: for each toolkit, the connected account, or a link to connect one. */
export async function manageConnections(call: MetaToolCall, { toolkits, reinitiate_all }: Input) {
  const slugs = [...new Set(toolkits.map((slug) => slug.toLowerCase()))]
  const entries = await Promise.all(
    slugs.map(async (slug) => [slug, await manage(call, slug, reinitiate_all)] as const),
  )
  const count = (status: string) => entries.filter(([, result]) => result.status === status).length
  const initiated = count('initiated')
  return {
    message:
      initiated > 0
        ? 'Show each redirect_url to the user, and go on when they say that they are done.'
        : 'Done.',
    results: Object.fromEntries(entries),
    summary: {
      total_toolkits: slugs.length,
      active_connections: count('active'),
      initiated_connections: initiated,
      failed_connections: count('failed'),
    },
  }
}

async function manage(call: MetaToolCall, slug: string, reinitiate: boolean) {
  try {
    return await connectionOf(call, slug, reinitiate)
  } catch (error) {
    const { error: message } = toAgentFailure(error)
    return { toolkit: slug, status: 'failed', has_active_connection: false, error_message: message }
  }
}

async function connectionOf({ deps, session, origin }: MetaToolCall, slug: string, reinitiate: boolean) {
  const toolkit = findToolkit(deps, slug)
  if (!allowsToolkit(session.config, slug)) {
    throw new ApiError('ToolkitNotInSession', `Toolkit ${slug} is not enabled in this session`)
  }
  if (isNoAuth(toolkit)) {
    return {
      toolkit: slug,
      status: 'active',
      has_active_connection: true,
      instruction: 'No account is needed.',
    }
  }
  const accounts = await sessionAccounts(deps, session, slug)
  if (accounts.length > 0 && !reinitiate) {
    return {
      toolkit: slug,
      status: 'active',
      has_active_connection: true,
      connected_accounts: accounts.map(({ id, alias, wordId }) => ({ id, alias, word_id: wordId })),
    }
  }
  const link = await linkToolkit(deps, session, { toolkit: slug, origin })
  return {
    toolkit: slug,
    status: 'initiated',
    has_active_connection: false,
    redirect_url: link.redirect_url,
    connected_account_id: link.connected_account_id,
    expires_at: link.expires_at,
    instruction: `Ask the user to open this link to connect ${toolkit.name}: ${link.redirect_url}`,
  }
}
