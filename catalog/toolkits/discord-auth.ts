/** How the Discord toolkits connect: a person's token reads the account, a bot's token works in servers. */
import type { ToolkitInput } from '../src/manifest/manifest.ts'
import { oauthApp, secretField } from './auth.ts'

export const discordLogo = 'https://discord.com/assets/847541504914fd33810e70a0ea73177e.ico'

export const discordHttp: ToolkitInput['http'] = {
  base_url: 'https://discord.com/api/v10',
  error_paths: ['message', 'error_description', 'error'],
}

const portal = 'https://discord.com/developers/applications'

/** The schemes of a Discord toolkit; the word before a pasted token is Bearer for people and Bot for bots. */
export function discordAuth(
  slug: string,
  scopes: readonly string[],
  kind: 'Bearer' | 'Bot',
): [NonNullable<ToolkitInput['auth']>[number], ToolkitInput['auth'][number]] {
  return [
    {
      mode: 'OAUTH2',
      name: `${slug}_oauth2`,
      hint_url: portal,
      auth_config_fields: [
        ...oauthApp('Discord application'),
        ...(kind === 'Bot'
          ? [secretField('bot_token', 'Bot token', 'Token of the bot of the same application.', portal)]
          : []),
      ],
      inject: {
        headers: {
          authorization: kind === 'Bot' ? 'Bot {{cfg.bot_token}}' : 'Bearer {{conn.access_token}}',
        },
      },
      oauth2: {
        authorize_url: 'https://discord.com/oauth2/authorize',
        token_url: 'https://discord.com/api/oauth2/token',
        revoke_url: 'https://discord.com/api/oauth2/token/revoke',
        default_scopes: [...scopes],
        ...(kind === 'Bearer' && { authorize_params: { prompt: 'consent' } }),
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: `${slug}_token`,
      hint_url: portal,
      connected_account_fields: [
        secretField(
          'token',
          'Token',
          kind === 'Bot' ? 'Token of your bot.' : 'An OAuth access token.',
          portal,
        ),
      ],
      inject: { headers: { authorization: `${kind} {{conn.token}}` } },
    },
  ]
}
