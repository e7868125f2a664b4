/** What a session says of its agent's calls: a default, and answers for single tools and accounts. */
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { isId } from '../db/ids.ts'
import { readTool } from '../tools/tool-store.ts'

export const permissionDefaults = ['allow_all', 'ask_every_call', 'ask_once_per_session'] as const
export const overrideStates = ['always_allow', 'always_deny', 'ask_once', 'ask_always'] as const

/** Overrides are keyed `TOOL:ca_…`, or `*:ca_…` for all tools of an account; `__none__` stands for no account. */
export const SessionPermissions = z.strictObject({
  default: z.enum(permissionDefaults),
  overrides: z.record(z.string().max(300), z.enum(overrideStates)).optional(),
})

export type SessionPermissions = z.output<typeof SessionPermissions>
export type OverrideState = (typeof overrideStates)[number]

export const noAccount = '__none__'
/** Stands for every tool in the key of an override. */
const anyTool = '*'
const mostOverrides = 5_000

/** The tool and the account of an override's key; undefined when it is none. */
function partsOf(key: string): { tool: string; account: string } | undefined {
  const [tool = '', account = '', ...rest] = key.split(':')
  const isAccount = account === noAccount || isId('connectedAccount', account)
  return tool !== '' && isAccount && rest.length === 0 ? { tool, account } : undefined
}

/**
 * The permissions with tool slugs in their own spelling, and a line for each override that could not hold: one for
 * a tool that does not exist would look like protection and protect nothing.
 */
export function checkPermissions(
  { catalog }: Pick<Deps, 'catalog'>,
  permissions: SessionPermissions,
): { permissions: SessionPermissions; errors: string[]; accounts: string[] } {
  const errors: string[] = []
  const accounts = new Set<string>()
  const overrides: Record<string, OverrideState> = {}
  const given = Object.entries(permissions.overrides ?? {})
  if (given.length > mostOverrides) errors.push(`permissions.overrides: at most ${mostOverrides}`)
  for (const [key, state] of given.slice(0, mostOverrides)) {
    const parts = partsOf(key)
    const slug = parts && ownSlug(catalog, parts.tool)
    if (!parts) errors.push(`permissions.overrides: ${key} is not TOOL:ca_… or *:ca_… or TOOL:${noAccount}`)
    else if (slug === undefined) errors.push(`permissions.overrides: no tool ${parts.tool}`)
    else overrides[`${slug}:${parts.account}`] = state
    if (parts && parts.account !== noAccount) accounts.add(parts.account)
  }
  return { permissions: { ...permissions, overrides }, errors, accounts: [...accounts] }
}

/** `PROXY` stands for calls of an account's API that name no tool. */
function ownSlug(catalog: Deps['catalog'], tool: string): string | undefined {
  if (tool === anyTool || tool === 'PROXY') return tool
  return readTool(catalog, tool)?.slug
}

/** What the session itself says of a call; its default when no override is for it. */
export function overrideFor(
  permissions: SessionPermissions | undefined,
  tool: string,
  account: string | undefined,
): OverrideState | undefined {
  const of = account ?? noAccount
  return permissions?.overrides?.[`${tool}:${of}`] ?? permissions?.overrides?.[`${anyTool}:${of}`]
}
