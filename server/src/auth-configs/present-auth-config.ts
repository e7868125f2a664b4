/** An auth config as the API shows it: secrets masked, the operator's app not shown at all. */
import type { z } from 'zod'
import type { CatalogToolkit, Field } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { findAuthScheme } from '../toolkits/toolkits.ts'
import { mask } from '../vault/secret.ts'
import { openStoredSecrets, type AuthConfigRow } from './auth-configs.ts'
import type { AuthConfig, InputField } from './auth-configs.contract.ts'

/** @param connections how many accounts are connected through it. */
export function presentAuthConfig(
  deps: Pick<Deps, 'vault' | 'catalog'>,
  row: AuthConfigRow,
  connections: number,
): z.input<typeof AuthConfig> {
  const toolkit = deps.catalog.toolkit(row.toolkit)
  const scheme = toolkit && findAuthScheme(toolkit, row.authScheme)
  const secrets = openStoredSecrets(deps, row).reveal()
  const fields = scheme?.connected_account_fields.map((field) => presentField(field, secrets.shared)) ?? []
  return {
    id: row.id,
    uuid: row.uuid,
    type: row.type,
    toolkit: presentToolkit(row.toolkit, toolkit, scheme?.hint_url),
    name: row.name,
    auth_scheme: row.authScheme,
    is_composio_managed: row.type === 'default',
    credentials: {
      ...row.publicFields,
      ...maskAll(secrets.fields),
      ...(row.scopes.length > 0 && { scopes: row.scopes }),
      ...(row.userScopes.length > 0 && { user_scopes: row.userScopes }),
    },
    proxy_config: presentProxy(row.proxyUrl, secrets.proxyAuthKey),
    status: row.status,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    last_updated_at: row.updatedAt.toISOString(),
    no_of_connections: connections,
    expected_input_fields: fields,
    restrict_to_following_tools: row.toolAccessConfig.tools_available_for_execution,
    tool_access_config: row.toolAccessConfig,
    shared_credentials: maskAll(secrets.shared),
    is_enabled_for_tool_router: row.isEnabledForToolRouter,
    deprecated_params: {
      default_connector_id: null,
      member_uuid: row.createdBy,
      toolkit_id: row.toolkit,
      expected_input_fields: fields,
    },
  }
}

/** Every value masked: its first 4 characters, or nothing of it when it is short. */
export function maskAll(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mask(value)]))
}

function presentToolkit(slug: string, toolkit: CatalogToolkit | undefined, hintUrl: string | undefined) {
  return {
    slug,
    logo: toolkit?.logo ?? '',
    auth_guide_url: toolkit?.auth_guide_url ?? null,
    auth_hint_url: hintUrl ?? null,
  }
}

function presentProxy(url: string | null, key: string | undefined) {
  if (url === null) return null
  return { proxy_url: url, ...(key !== undefined && { proxy_auth_key: mask(key) }) }
}

/** A field that every account has from the auth config need not be given. */
function presentField(field: Field, shared: Readonly<Record<string, string>>): z.input<typeof InputField> {
  return {
    name: field.name,
    displayName: field.display_name,
    description: field.description,
    type: field.type,
    required: field.required && !Object.hasOwn(shared, field.name),
    default: field.default ?? null,
    is_secret: field.secret,
  }
}
