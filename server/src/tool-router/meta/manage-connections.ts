import { z } from 'zod'
import { ApiError } from '../../http/errors.ts'
import { findToolkit, isNoAuth } from '../../toolkits/toolkits.ts'
import { sessionAccounts } from '../session-accounts.ts'
import { toAgentFailure } from '../session-execute.ts'
import { allowsToolkit } from '../session-tools.ts'
import {
  addConnection,
  type ConnectionItem,
  type Managed,
  listConnections,
  reinitiateConnection,
  removeConnection,
  renameConnection,
} from './connection-actions.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

export const connectionActions = ['connect', 'list', 'add', 'reinitiate', 'rename', 'remove'] as const
export type ConnectionAction = (typeof connectionActions)[number]

/** Toolkit slugs; clients also send `{ name }` objects. */
export const ToolkitList = z
  .array(z.union([z.string().min(1), z.object({ name: z.string().min(1) }).transform(({ name }) => name)]))
  .min(1)
  .max(20)

const Item = z.union([
  z
    .string()
    .min(1)
    .transform((name) => ({ name })),
  z.object({
    name: z.string().min(1),
    action: z.enum(connectionActions).optional(),
    account: z.string().min(1).max(256).optional(),
    alias: z.string().trim().min(1).max(256).optional(),
  }),
])

export const ManageConnectionsInput = z.object({
  toolkits: z.array(Item).min(1).max(20),
  reinitiate_all: z.boolean().default(false),
})

type Input = z.output<typeof ManageConnectionsInput>
type Given = Input['toolkits'][number] & { action?: ConnectionAction | undefined }

/**
 * COMPOSIO_MANAGE_CONNECTIONS: for each toolkit, the connected account, or a link to connect one; or whatever else
 * is to be done with its accounts. Of several entries for one toolkit each is done, one after the other.
 */
export async function manageConnections(call: MetaToolCall, { toolkits, reinitiate_all }: Input) {
  const perToolkit = Map.groupBy(toolkits, ({ name }) => name.toLowerCase())
  const entries = await Promise.all(
    [...perToolkit].map(
      async ([slug, items]) => [slug, await manageAll(call, slug, items, reinitiate_all)] as const,
    ),
  )
  const results = entries.flatMap(([, done]) => done)
  const count = (...statuses: string[]) => results.filter(({ status }) => statuses.includes(status)).length
  const initiated = count('initiated')
  return {
    message:
      initiated > 0
        ? 'Show each redirect_url to the user, and go on when they say that they are done.'
        : 'Done.',
    results: Object.fromEntries(
      entries.map(([slug, done]) => [slug, done.length > 1 ? { ...done.at(-1), actions: done } : done[0]]),
    ),
    summary: {
      total_toolkits: perToolkit.size,
      active_connections: count('active'),
      initiated_connections: initiated,
      failed_connections: count('failed'),
    },
  }
}

async function manageAll(call: MetaToolCall, slug: string, items: readonly Given[], reinitiateAll: boolean) {
  const done: Awaited<ReturnType<typeof manage>>[] = []
  const seen = new Set<string>()
  for (const item of items) {
    const key = JSON.stringify({ ...item, name: slug })
    if (seen.has(key)) continue
    seen.add(key)
    done.push(await manage(call, slug, item, reinitiateAll))
  }
  return done
}

async function manage(
  call: MetaToolCall,
  slug: string,
  item: Given,
  reinitiateAll: boolean,
): Promise<Managed> {
  try {
    return await connectionOf(call, slug, item, reinitiateAll)
  } catch (error) {
    const { error: message } = toAgentFailure(error)
    const accounts = allowsToolkit(call.session.config, slug)
      ? await sessionAccounts(call.deps, call.session, slug)
      : []
    return {
      toolkit: slug,
      status: 'failed',
      has_active_connection: accounts.length > 0,
      error_message: message,
    }
  }
}

async function connectionOf(
  call: MetaToolCall,
  slug: string,
  given: Given,
  reinitiateAll: boolean,
): Promise<Managed> {
  const { deps, session } = call
  const toolkit = findToolkit(deps, slug)
  if (!allowsToolkit(session.config, slug)) {
    throw new ApiError('ToolkitNotInSession', `Toolkit ${slug} is not enabled in this session`)
  }
  if (isNoAuth(toolkit)) {
    const instruction = 'No account is needed.'
    return { toolkit: slug, status: 'active', has_active_connection: true, instruction }
  }
  const { account, alias } = { account: undefined, alias: undefined, ...given }
  const item: ConnectionItem = { toolkit: slug, name: toolkit.name, account, alias }
  const action = given.action ?? (alias === undefined ? 'connect' : 'add')
  return actions[reinitiateAll && action === 'connect' ? 'reinitiate' : action](call, item)
}

const actions: Record<ConnectionAction, (call: MetaToolCall, item: ConnectionItem) => Promise<Managed>> = {
  connect: async (call, item) => {
    const accounts = await sessionAccounts(call.deps, call.session, item.toolkit)
    return accounts.length > 0 ? listConnections(call, item) : addConnection(call, item)
  },
  list: listConnections,
  add: addConnection,
  reinitiate: reinitiateConnection,
  rename: renameConnection,
  remove: removeConnection,
}
