/** Box's scopes: one for all files, and one each for what an administrator switches on for the app. */
import type { ScopeRequirements, ToolkitInput } from '../../src/manifest/manifest.ts'

type Tool = ToolkitInput['tools'][number]

const own: readonly (readonly [RegExp, string])[] = [
  [/^BOX_ASK_QUESTION$/, 'ai.readwrite'],
  [/^BOX_LIST_ENTERPRISE_USERS$/, 'manage_managed_users'],
  [/WEBHOOK/, 'manage_webhook'],
]

const needs = ({ slug, tags }: Tool): ScopeRequirements => {
  const special = own.find(([pattern]) => pattern.test(slug))?.[1]
  if (special !== undefined) return { all_of: [special] }
  const reads = tags?.includes('readOnlyHint') === true
  return { all_of: [reads ? { any_of: ['root_readonly', 'root_readwrite'] } : 'root_readwrite'] }
}

/** The tools with the scopes that they need. */
export const scoped = (tools: readonly Tool[]): Tool[] =>
  tools.map((tool) => ({ ...tool, scopes: needs(tool) }))
