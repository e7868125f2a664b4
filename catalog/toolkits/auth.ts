/** Parts of auth schemes that many providers share. */
import type { ToolkitInput } from '../src/manifest/manifest.ts'

type AuthScheme = ToolkitInput['auth'][number]
type Field = NonNullable<AuthScheme['auth_config_fields']>[number]

/** The fields of an OAuth app, as the person who registers it fills them in. */
export function oauthApp(app: string, scopesHint = 'Scopes to ask for, separated by commas.'): Field[] {
  return [
    { name: 'client_id', display_name: 'Client ID', description: `Client ID of your ${app}.` },
    {
      name: 'client_secret',
      display_name: 'Client secret',
      description: `Secret of the same app.`,
      secret: true,
    },
    { name: 'scopes', display_name: 'Scopes', description: scopesHint, required: false },
  ]
}

/** A secret that a person pastes when connecting. */
export function secretField(name: string, displayName: string, description: string, helpUrl?: string): Field {
  return {
    name,
    display_name: displayName,
    description,
    secret: true,
    ...(helpUrl !== undefined && { help_url: helpUrl }),
  }
}

export const bearerAccessToken = { headers: { authorization: 'Bearer {{conn.access_token}}' } }
export const bearerToken = { headers: { authorization: 'Bearer {{conn.token}}' } }
export const bearerApiKey = { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } }
