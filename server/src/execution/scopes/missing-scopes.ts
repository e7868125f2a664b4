/** The scopes of a tool that an account was not granted. */
import type { CatalogToolkit, CatalogTool } from '@patchbay/catalog'
import type { PickedAccount } from '../pick-account.ts'
import type { Credential } from '../credential.ts'
import { findAuthScheme } from '../../toolkits/toolkits.ts'
import { flatScopes } from '../../tools/tools.ts'
import type { Deps } from '../../deps.ts'
import { scopeCovers } from './scope-covers.ts'

export interface ScopeGap {
  granted: readonly string[]
  /** One entry a requirement that is not met: the scopes of which any would do. */
  missing: readonly (readonly string[])[]
}

/** What the account was granted; undefined where the provider did not tell. */
export function grantedScopes(credential: Credential): string[] | undefined {
  const scope = credential.fields.reveal().conn?.['scope']
  if (typeof scope !== 'string') return undefined
  const granted = scope.split(/[\s,]+/).filter((name) => name !== '')
  return granted.length > 0 ? granted : undefined
}

/** Compares a tool's requirements with a grant, broader scopes standing for narrower ones. */
export function unmetScopes({ scopes }: Pick<CatalogTool, 'scopes'>, granted: readonly string[]): string[][] {
  return (scopes?.all_of ?? []).flatMap((entry) => {
    const accepted = typeof entry === 'string' ? [entry] : [...entry.any_of]
    const isMet = accepted.some((needed) => granted.some((name) => scopeCovers(name, needed)))
    return isMet ? [] : [accepted]
  })
}

/**
 * What keeps a call from being made, undefined where that is not certain: the grant is not known, or holds a scope that
 * the toolkit does not know, whose reach nobody can tell.
 */
export function certainGap(
  deps: Pick<Deps, 'catalog'>,
  { tool, toolkit }: { tool: CatalogTool; toolkit: CatalogToolkit },
  account: PickedAccount,
  credential: Credential,
): ScopeGap | undefined {
  if (!tool.scopes) return undefined
  const granted = grantedScopes(credential)
  if (!granted) return undefined
  const missing = unmetScopes(tool, granted)
  if (missing.length === 0) return undefined
  const known = knownScopes(deps, toolkit, account)
  return known && granted.every((name) => known.has(name)) ? { granted, missing } : undefined
}

/** Scopes of OpenID Connect: they say who somebody is, and open no API. */
const aboutPerson = ['openid', 'profile', 'email', 'offline_access']

/**
 * Every scope that the toolkit names itself; undefined where some of the grant is elsewhere. Those that an auth config
 * names do not count: Jira has two sets of scopes for the same things, and the tools name one.
 */
function knownScopes(
  { catalog }: Pick<Deps, 'catalog'>,
  toolkit: CatalogToolkit,
  { authScheme, authConfig }: PickedAccount,
): ReadonlySet<string> | undefined {
  const oauth2 = findAuthScheme(toolkit, authScheme)?.oauth2
  // Slack tells what a person granted apart from what the app was, and either may be what the call goes with.
  if (!oauth2 || (oauth2.user_scope_param !== undefined && authConfig.userScopes.length > 0)) return undefined
  return new Set([
    ...aboutPerson,
    ...oauth2.default_scopes,
    ...(oauth2.always_scopes ?? []),
    ...Object.keys(oauth2.scope_words ?? {}),
    ...catalog.tools(toolkit.slug).flatMap(flatScopes),
  ])
}
