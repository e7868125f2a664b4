/** Step "open credential", what follows: a call that the provider would refuse for want of a scope is not made. */
import { addLink } from '../../connect-link/connect-link.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/errors.ts'
import { findAuthScheme } from '../../toolkits/toolkits.ts'
import type { Credential } from '../credential.ts'
import type { PickedAccount } from '../pick-account.ts'
import type { ResolvedTool } from '../resolve-tool.ts'
import type { ToolCall } from '../tool-call.ts'
import { certainGap, type ScopeGap } from './missing-scopes.ts'

type ScopeDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock' | 'jobs'>

/**
 * Lets a call pass whose account has the tool's scopes, and one of which that is not certain.
 * @throws {ApiError} ScopesMissing, which names them and comes with a link that asks the user for them.
 */
export async function requireScopes(
  deps: ScopeDeps,
  call: ToolCall,
  resolved: ResolvedTool,
  account: PickedAccount | undefined,
  credential: Credential,
): Promise<void> {
  // What the caller brings itself may be allowed more.
  if (!account || call.customAuthParams || call.customConnectionData) return
  const gap = certainGap(deps, resolved, account, credential)
  if (!gap) return
  const { tool, toolkit } = resolved
  const names = gap.missing.map((accepted) => accepted.join(' or '))
  const plural = names.length === 1 ? 'the scope' : 'the scopes'
  const url = await linkFor(deps, call, resolved, account, gap)
  const link = url === undefined ? undefined : { accountId: account.id, userId: account.userId, url }
  throw new ApiError(
    'ScopesMissing',
    `${tool.slug} needs ${plural} ${names.join(', ')}, which the ${toolkit.slug} account ${account.id} was not granted`,
    {
      errors: names.map((name) => `scopes: ${name} is missing`),
      ...(link && { link }),
      suggestedFix:
        url === undefined
          ? `Add ${names.join(', ')} to the scopes of auth config ${account.authConfigId} and have the account’s user connect it again, or use another account.`
          : `Show the user this link, on which the account is granted what is missing: ${url} Then call ${tool.slug} again.`,
    },
  )
}

/** A link is for the user whose account it is: whoever opens it connects an account of their own in its place. */
async function linkFor(
  deps: ScopeDeps,
  { linkOrigin: origin, userId }: ToolCall,
  { toolkit }: ResolvedTool,
  account: PickedAccount,
  gap: ScopeGap,
): Promise<string | undefined> {
  if (origin === undefined || (userId !== undefined && userId !== account.userId)) return undefined
  const oauth2 = findAuthScheme(toolkit, account.authScheme)?.oauth2
  const { scopes: named } = account.authConfig
  const usual = named.length > 0 ? named : (oauth2?.default_scopes ?? [])
  // Of several that would do, one that the app asks for anyway; else the first, which manifests make the narrowest.
  const asked = gap.missing.flatMap(
    (accepted) => accepted.find((name) => usual.includes(name)) ?? accepted[0] ?? [],
  )
  const scopes = [...new Set([...gap.granted, ...(oauth2?.always_scopes ?? []), ...asked])]
  const link = await addLink(deps, account, { callbackUrl: undefined, origin, scopes })
  return link.redirect_url
}
