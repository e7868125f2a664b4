/** Toolkits as this installation serves them: the catalog's manifest with the operator's overrides applied. */
import type { AuthMode, AuthScheme, CatalogToolkit, ToolkitSummary } from '@patchbay/catalog'
import type { Config, ManagedAuth } from '../config.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { nearToolkits } from './near-toolkits.ts'

type ToolkitDeps = Pick<Deps, 'catalog' | 'config'>

/**
 * The toolkit of this slug, in any letter case, pointed at the operator's base URL and OAuth endpoints where the config names them.
 * @throws {ApiError} ToolkitNotFound, with the slug that was probably meant.
 */
export function findToolkit({ catalog, config }: ToolkitDeps, slug: string): CatalogToolkit {
  const toolkit = catalog.toolkit(slug)
  if (!toolkit) throw toolkitNotFound(catalog, slug)
  return applyOverrides(toolkit, config)
}

function toolkitNotFound(catalog: Deps['catalog'], slug: string): ApiError {
  const near = nearToolkits(catalog, slug).map((toolkit) => toolkit.slug)
  return new ApiError('ToolkitNotFound', `Toolkit ${slug.slice(0, 64)} not found`, {
    ...(near.length > 0 && {
      suggestedFix: `Did you mean ${near.join(' or ')}? List the toolkits with GET /api/v3.1/toolkits?search=….`,
    }),
  })
}

/** What clients send for "no version in particular"; the zeros are the SDKs' own default. */
const unversioned = new Set([undefined, '', 'latest', '00000000_00'])

/** The version that a caller asked for; undefined when none in particular is. */
export function askedVersion(wanted: string | undefined): string | undefined {
  return unversioned.has(wanted) ? undefined : wanted
}

/** The error for a version that is not kept. It names those that are. */
export function versionNotFound(
  { slug, available_versions: available }: Pick<CatalogToolkit, 'slug' | 'available_versions'>,
  wanted: string,
): ApiError {
  return new ApiError('ToolVersionNotFound', `Version ${wanted.slice(0, 64)} of toolkit ${slug} not found`, {
    suggestedFix: `Use latest or ${available.join(', ')}.`,
  })
}

/**
 * The toolkit of this slug at this version: as it was then, when it has moved on since.
 * @throws {ApiError} ToolkitNotFound, ToolVersionNotFound.
 */
export function findToolkitVersion(
  deps: ToolkitDeps,
  slug: string,
  version: string | undefined,
): CatalogToolkit {
  const wanted = askedVersion(version)
  const old = wanted === undefined ? undefined : deps.catalog.toolkit(slug, wanted)
  if (old) return applyOverrides(old, deps.config)
  const toolkit = findToolkit(deps, slug)
  if (wanted !== undefined && wanted !== toolkit.version) throw versionNotFound(toolkit, wanted)
  return toolkit
}

/** How a toolkit authenticates in this mode, with the operator's endpoints; undefined when it does not. */
export function findAuthScheme(toolkit: CatalogToolkit, mode: AuthMode): AuthScheme | undefined {
  return toolkit.auth.find((scheme) => scheme.mode === mode)
}

/** The operator's OAuth app for this toolkit and mode, if one is registered. */
export function managedAuth(
  { config }: Pick<Deps, 'config'>,
  slug: string,
  mode: AuthMode,
): ManagedAuth | undefined {
  const managed = config.toolkits[slug]?.auth[mode]
  return managed?.client_id === undefined ? undefined : managed
}

/** A toolkit in full or as lists have it. */
type AnyToolkit = Pick<CatalogToolkit, 'slug' | 'auth'> | Pick<ToolkitSummary, 'slug' | 'auth_modes'>

/** How a toolkit authenticates, in the order of its manifest. */
export function authModes(toolkit: AnyToolkit): readonly AuthMode[] {
  return 'auth_modes' in toolkit ? toolkit.auth_modes : toolkit.auth.map(({ mode }) => mode)
}

/** Modes for which every project may use the operator's app, or that need none: the server registers itself. */
export function managedSchemes(deps: Pick<Deps, 'config'>, toolkit: AnyToolkit): AuthMode[] {
  return authModes(toolkit).filter(
    (mode) => mode === 'DCR_OAUTH' || managedAuth(deps, toolkit.slug, mode) !== undefined,
  )
}

/** Whether every tool of the toolkit works without an account. */
export function isNoAuth(toolkit: AnyToolkit): boolean {
  return authModes(toolkit).every((mode) => mode === 'NO_AUTH')
}

function applyOverrides(toolkit: CatalogToolkit, config: Config): CatalogToolkit {
  const overrides = config.toolkits[toolkit.slug]
  if (!overrides) return toolkit
  const before = overridden.get(toolkit)
  if (before?.overrides === overrides) return before.made
  const made = overrideToolkit(toolkit, overrides)
  overridden.set(toolkit, { overrides, made })
  return made
}

type Overrides = NonNullable<Config['toolkits'][string]>

const overridden = new WeakMap<CatalogToolkit, { overrides: Overrides; made: CatalogToolkit }>()

function overrideToolkit(toolkit: CatalogToolkit, overrides: Overrides): CatalogToolkit {
  return {
    ...toolkit,
    http: { ...toolkit.http, base_url: overrideBaseUrl(toolkit.http.base_url, overrides.base_url) },
    auth: toolkit.auth.map((scheme) => overrideEndpoints(scheme, overrides.auth[scheme.mode])),
  }
}

/**
 * Another place for a toolkit's API. One without a path moves the API to another origin and keeps its base path
 * (`/gmail/v1`), since paths below it are what tools say; one with a path replaces both.
 */
function overrideBaseUrl(template: string, override: string | undefined): string {
  if (override === undefined) return template
  const url = new URL(override)
  if (url.pathname !== '/') return override
  return url.origin + (/^https?:\/\/[^/]*(\/.*)?$/.exec(template)?.[1] ?? '')
}

function overrideEndpoints(scheme: AuthScheme, override: ManagedAuth | undefined): AuthScheme {
  if (!override || !scheme.oauth2) return scheme
  const { authorize_url, token_url, revoke_url, scopes } = override
  // The address that the operator gives is revoked at by RFC 7009, in place of the provider's own way.
  const { revoke, ...rest } = scheme
  return {
    ...rest,
    ...(revoke !== undefined && revoke_url === undefined && { revoke }),
    oauth2: {
      ...scheme.oauth2,
      ...(authorize_url !== undefined && { authorize_url }),
      ...(token_url !== undefined && { token_url }),
      ...(revoke_url !== undefined && { revoke_url }),
      ...(scopes !== undefined && { default_scopes: scopes }),
    },
  }
}
