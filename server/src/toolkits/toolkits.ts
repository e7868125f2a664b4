/** Toolkits as this installation serves them: the catalog's manifest with the operator's overrides applied. */
import type { AuthMode, AuthScheme, CatalogToolkit } from '@patchbay/catalog'
import type { Config, ManagedAuth } from '../config.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'

type ToolkitDeps = Pick<Deps, 'catalog' | 'config'>

/**
 * The toolkit of this slug, pointed at the operator's base URL and OAuth endpoints where the config names them.
 * @throws {ApiError} ToolkitNotFound.
 */
export function findToolkit({ catalog, config }: ToolkitDeps, slug: string): CatalogToolkit {
  const toolkit = catalog.toolkit(slug)
  if (!toolkit) throw new ApiError('ToolkitNotFound', `Toolkit ${slug} not found`)
  return applyOverrides(toolkit, config)
}

/** How a toolkit authenticates in this mode, with the operator's endpoints; undefined when it does not. */
export function findAuthScheme(toolkit: CatalogToolkit, mode: AuthMode): AuthScheme | undefined {
  return toolkit.auth.find((scheme) => scheme.mode === mode)
}

/** The operator's OAuth app for this toolkit and mode, if one is registered. */
export function managedAuth({ config }: Pick<Deps, 'config'>, slug: string, mode: AuthMode): ManagedAuth | undefined {
  const managed = config.toolkits[slug]?.auth[mode]
  return managed?.client_id === undefined ? undefined : managed
}

/** Modes for which every project may use the operator's app. */
export function managedSchemes(deps: Pick<Deps, 'config'>, toolkit: CatalogToolkit): AuthMode[] {
  return toolkit.auth.map(({ mode }) => mode).filter((mode) => managedAuth(deps, toolkit.slug, mode) !== undefined)
}

/** Whether every tool of the toolkit works without an account. */
export function isNoAuth(toolkit: CatalogToolkit): boolean {
  return toolkit.auth.every(({ mode }) => mode === 'NO_AUTH')
}

function applyOverrides(toolkit: CatalogToolkit, config: Config): CatalogToolkit {
  const overrides = config.toolkits[toolkit.slug]
  if (!overrides) return toolkit
  return {
    ...toolkit,
    http: { ...toolkit.http, base_url: overrides.base_url ?? toolkit.http.base_url },
    auth: toolkit.auth.map((scheme) => overrideEndpoints(scheme, overrides.auth[scheme.mode])),
  }
}

function overrideEndpoints(scheme: AuthScheme, override: ManagedAuth | undefined): AuthScheme {
  if (!override || !scheme.oauth2) return scheme
  const { authorize_url, token_url, revoke_url, scopes } = override
  return {
    ...scheme,
    oauth2: {
      ...scheme.oauth2,
      ...(authorize_url !== undefined && { authorize_url }),
      ...(token_url !== undefined && { token_url }),
      ...(revoke_url !== undefined && { revoke_url }),
      ...(scopes !== undefined && { default_scopes: scopes }),
    },
  }
}
