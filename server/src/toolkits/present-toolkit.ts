/** A toolkit as the API shows it: contracts and presentation, for lists and in full. */
import {
  type AuthScheme,
  type CatalogToolkit,
  categoryName,
  type Field,
  type ToolkitSummary,
} from '@patchbay/catalog'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { isNoAuth, managedSchemes } from './toolkits.ts'

type ConfigDeps = Pick<Deps, 'config'>

/** `id` and `slug` are the same: the published contract names the one in lists and the other in full. */
const Category = z.object({ id: z.string(), slug: z.string(), name: z.string() })

const meta = {
  created_at: z.string(),
  updated_at: z.string(),
  description: z.string(),
  logo: z.string(),
  app_url: z.string().nullable(),
  categories: z.array(Category),
  triggers_count: z.number(),
  tools_count: z.number(),
  version: z.string(),
  available_versions: z.array(z.string()),
}

/** An entry of a list of toolkits. */
export const ToolkitItem = z.object({
  slug: z.string(),
  name: z.string(),
  auth_schemes: z.array(z.string()),
  composio_managed_auth_schemes: z.array(z.string()),
  is_local_toolkit: z.boolean(),
  no_auth: z.boolean(),
  auth_guide_url: z.string().nullable(),
  deprecated: z.object({ toolkitId: z.string() }),
  meta: z.object(meta),
})

const FieldContract = z.object({
  name: z.string(),
  displayName: z.string(),
  default: z.string().nullable(),
  type: z.string(),
  description: z.string(),
  required: z.boolean(),
  is_secret: z.boolean(),
})

const FieldGroup = z.object({ required: z.array(FieldContract), optional: z.array(FieldContract) })

const AuthConfigDetails = z.object({
  mode: z.string(),
  name: z.string(),
  fields: z.object({ auth_config_creation: FieldGroup, connected_account_initiation: FieldGroup }),
  proxy: z.object({ base_url: z.string() }).optional(),
  auth_hint_url: z.string().nullable(),
  deprecated_auth_provider_details: z
    .object({ authorization_url: z.string().optional(), token_url: z.string().optional() })
    .optional(),
})

/** A toolkit in full. */
export const ToolkitDetails = z.object({
  slug: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  composio_managed_auth_schemes: z.array(z.string()),
  is_local_toolkit: z.boolean(),
  auth_config_details: z.array(AuthConfigDetails),
  auth_guide_url: z.string().nullable(),
  base_url: z.string().optional(),
  meta: z.object(meta),
  get_current_user_endpoint: z.string().optional(),
  get_current_user_endpoint_method: z.string().optional(),
  deprecated: z.object({
    toolkitId: z.string(),
    getCurrentUserEndpoint: z.string().optional(),
    rawProxyInfoByAuthSchemes: z.array(z.record(z.string(), z.unknown())),
  }),
})

/** A toolkit as an entry of a list. */
export function presentToolkitItem(deps: ConfigDeps, toolkit: ToolkitSummary): z.input<typeof ToolkitItem> {
  return {
    slug: toolkit.slug,
    name: toolkit.name,
    auth_schemes: [...toolkit.auth_modes],
    composio_managed_auth_schemes: managedSchemes(deps, toolkit),
    is_local_toolkit: false,
    no_auth: isNoAuth(toolkit),
    auth_guide_url: toolkit.auth_guide_url ?? null,
    deprecated: { toolkitId: toolkit.slug },
    meta: presentMeta(toolkit),
  }
}

/** A toolkit with how to connect to it. A base URL that depends on the account is left out. */
export function presentToolkitDetails(
  deps: ConfigDeps,
  toolkit: CatalogToolkit,
): z.input<typeof ToolkitDetails> {
  const baseUrl = fixedBaseUrl(toolkit)
  const { current_user: currentUser } = toolkit
  return {
    slug: toolkit.slug,
    name: toolkit.name,
    enabled: true,
    composio_managed_auth_schemes: managedSchemes(deps, toolkit),
    is_local_toolkit: false,
    auth_config_details: toolkit.auth.map((scheme) => presentScheme(scheme, baseUrl)),
    auth_guide_url: toolkit.auth_guide_url ?? null,
    ...(baseUrl !== undefined && { base_url: baseUrl }),
    meta: presentMeta(toolkit),
    ...(currentUser && {
      get_current_user_endpoint: currentUser.path,
      get_current_user_endpoint_method: currentUser.method,
    }),
    deprecated: {
      toolkitId: toolkit.slug,
      ...(currentUser && { getCurrentUserEndpoint: currentUser.path }),
      rawProxyInfoByAuthSchemes: [],
    },
  }
}

function presentMeta(toolkit: CatalogToolkit | ToolkitSummary) {
  return {
    created_at: toolkit.created_at,
    updated_at: toolkit.updated_at,
    description: toolkit.description,
    logo: toolkit.logo,
    app_url: toolkit.app_url ?? null,
    categories: toolkit.categories.map((slug) => ({ id: slug, slug, name: categoryName(slug) })),
    triggers_count: toolkit.triggers_count,
    tools_count: toolkit.tools_count,
    version: toolkit.version,
    available_versions: toolkit.available_versions,
  }
}

function fixedBaseUrl({ http }: CatalogToolkit): string | undefined {
  return http.base_url.includes('{{') ? undefined : http.base_url
}

function presentScheme(scheme: AuthScheme, baseUrl: string | undefined) {
  return {
    mode: scheme.mode,
    name: scheme.name,
    fields: {
      auth_config_creation: presentFields(scheme.auth_config_fields),
      connected_account_initiation: presentFields(scheme.connected_account_fields),
    },
    ...(baseUrl !== undefined && { proxy: { base_url: baseUrl } }),
    auth_hint_url: scheme.hint_url ?? null,
    ...(scheme.oauth2 && {
      deprecated_auth_provider_details: {
        authorization_url: scheme.oauth2.authorize_url,
        token_url: scheme.oauth2.token_url,
      },
    }),
  }
}

function presentFields(fields: readonly Field[]) {
  const presented = fields.map(presentField)
  return {
    required: presented.filter((field) => field.required),
    optional: presented.filter((field) => !field.required),
  }
}

function presentField(field: Field) {
  return {
    name: field.name,
    displayName: field.display_name,
    default: field.default ?? null,
    type: field.type,
    description: field.description,
    required: field.required,
    is_secret: field.secret,
  }
}
