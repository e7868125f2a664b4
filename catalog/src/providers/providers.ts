/**
 * OAuth 2 facts of providers that published descriptions leave out or get wrong: one row a provider.
 *
 * A row applies to toolkits whose slug it names, and to those whose base URL lies at one of its hosts. `source` is
 * the vendor's page; `checked` is the day on which the row was last compared with it or with a maintained list.
 */
import type { OAuth2 } from '../manifest/manifest.ts'

export type Provider = {
  toolkits: readonly string[]
  hosts: readonly string[]
  oauth2: Pick<OAuth2, 'token_url'> & Partial<OAuth2> & { authorize_url: string }
  source: string
  checked: string
}

const day = '2026-11-27'

export const providers: readonly Provider[] = [
  {
    toolkits: ['asana'],
    hosts: ['asana.com'],
    oauth2: {
      authorize_url: 'https://app.asana.com/-/oauth_authorize',
      token_url: 'https://app.asana.com/-/oauth_token',
    },
    source: 'https://developers.asana.com/docs/oauth',
    checked: day,
  },
  {
    toolkits: ['bitbucket'],
    hosts: ['bitbucket.org'],
    oauth2: {
      authorize_url: 'https://bitbucket.org/site/oauth2/authorize',
      token_url: 'https://bitbucket.org/site/oauth2/access_token',
      client_auth: 'basic',
    },
    source: 'https://developer.atlassian.com/cloud/bitbucket/oauth-2/',
    checked: day,
  },
  {
    toolkits: ['box'],
    hosts: ['box.com'],
    oauth2: {
      authorize_url: 'https://account.box.com/api/oauth2/authorize',
      token_url: 'https://api.box.com/oauth2/token',
      rotates_refresh_token: true,
    },
    source: 'https://developer.box.com/guides/authentication/oauth2/',
    checked: day,
  },
  {
    toolkits: ['buffer'],
    hosts: ['bufferapp.com'],
    oauth2: {
      authorize_url: 'https://bufferapp.com/oauth2/authorize',
      token_url: 'https://api.bufferapp.com/1/oauth2/token.json',
    },
    source: 'https://buffer.com/developers/api/oauth',
    checked: day,
  },
  {
    toolkits: ['clickup'],
    hosts: ['clickup.com'],
    oauth2: {
      authorize_url: 'https://app.clickup.com/api',
      token_url: 'https://api.clickup.com/api/v2/oauth/token',
      pkce: false,
    },
    source: 'https://developer.clickup.com/docs/authentication',
    checked: day,
  },
  {
    toolkits: ['digitalocean'],
    hosts: ['digitalocean.com'],
    oauth2: {
      authorize_url: 'https://cloud.digitalocean.com/v1/oauth/authorize',
      token_url: 'https://cloud.digitalocean.com/v1/oauth/token',
    },
    source: 'https://docs.digitalocean.com/reference/api/oauth/',
    checked: day,
  },
  {
    toolkits: ['discord', 'discordbot'],
    hosts: ['discord.com'],
    oauth2: {
      authorize_url: 'https://discord.com/oauth2/authorize',
      token_url: 'https://discord.com/api/oauth2/token',
    },
    source: 'https://discord.com/developers/docs/topics/oauth2',
    checked: day,
  },
  {
    toolkits: ['docusign'],
    hosts: ['docusign.net'],
    oauth2: {
      authorize_url: 'https://account.docusign.com/oauth/auth',
      token_url: 'https://account.docusign.com/oauth/token',
      client_auth: 'basic',
      default_scopes: ['signature'],
    },
    source: 'https://developers.docusign.com/platform/auth/',
    checked: day,
  },
  {
    toolkits: ['figma'],
    hosts: ['figma.com'],
    oauth2: {
      authorize_url: 'https://www.figma.com/oauth',
      token_url: 'https://api.figma.com/v1/oauth/token',
      client_auth: 'basic',
    },
    source: 'https://www.figma.com/developers/api#oauth2',
    checked: day,
  },
  {
    toolkits: ['gitlab'],
    hosts: ['gitlab.com'],
    oauth2: {
      authorize_url: 'https://gitlab.com/oauth/authorize',
      token_url: 'https://gitlab.com/oauth/token',
      rotates_refresh_token: true,
    },
    source: 'https://docs.gitlab.com/api/oauth2/',
    checked: day,
  },
  {
    toolkits: ['go_to_webinar', 'go_to'],
    hosts: ['getgo.com', 'citrixonline.com'],
    oauth2: {
      authorize_url: 'https://authentication.logmeininc.com/oauth/authorize',
      token_url: 'https://authentication.logmeininc.com/oauth/token',
      client_auth: 'basic',
    },
    source: 'https://developer.goto.com/guides/Authentication/',
    checked: day,
  },
  {
    toolkits: ['instagram'],
    hosts: ['instagram.com'],
    oauth2: {
      authorize_url: 'https://api.instagram.com/oauth/authorize',
      token_url: 'https://api.instagram.com/oauth/access_token',
      scope_separator: ',',
    },
    source: 'https://developers.facebook.com/docs/instagram-platform',
    checked: day,
  },
  {
    toolkits: ['jira'],
    hosts: ['atlassian.net'],
    oauth2: {
      authorize_url: 'https://auth.atlassian.com/authorize',
      token_url: 'https://auth.atlassian.com/oauth/token',
      authorize_params: { audience: 'api.atlassian.com', prompt: 'consent' },
      rotates_refresh_token: true,
    },
    source: 'https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/',
    checked: day,
  },
  {
    toolkits: ['mailchimp'],
    hosts: ['mailchimp.com'],
    oauth2: {
      authorize_url: 'https://login.mailchimp.com/oauth2/authorize',
      token_url: 'https://login.mailchimp.com/oauth2/token',
    },
    source: 'https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/',
    checked: day,
  },
  {
    toolkits: ['medium'],
    hosts: ['medium.com'],
    oauth2: {
      authorize_url: 'https://medium.com/m/oauth/authorize',
      token_url: 'https://api.medium.com/v1/tokens',
      scope_separator: ',',
    },
    source: 'https://github.com/Medium/medium-api-docs',
    checked: day,
  },
  {
    toolkits: ['netlify'],
    hosts: ['netlify.com'],
    oauth2: {
      authorize_url: 'https://app.netlify.com/authorize',
      token_url: 'https://api.netlify.com/oauth/token',
    },
    source: 'https://docs.netlify.com/api/get-started/',
    checked: day,
  },
  {
    toolkits: ['pipedrive'],
    hosts: ['pipedrive.com'],
    oauth2: {
      authorize_url: 'https://oauth.pipedrive.com/oauth/authorize',
      token_url: 'https://oauth.pipedrive.com/oauth/token',
      client_auth: 'basic',
    },
    source: 'https://pipedrive.readme.io/docs/marketplace-oauth-authorization',
    checked: day,
  },
  {
    toolkits: ['quickbooks'],
    hosts: ['intuit.com'],
    oauth2: {
      authorize_url: 'https://appcenter.intuit.com/connect/oauth2',
      token_url: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
      client_auth: 'basic',
      rotates_refresh_token: true,
    },
    source:
      'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0',
    checked: day,
  },
  {
    toolkits: ['salesloft'],
    hosts: ['salesloft.com'],
    oauth2: {
      authorize_url: 'https://accounts.salesloft.com/oauth/authorize',
      token_url: 'https://accounts.salesloft.com/oauth/token',
    },
    source: 'https://developers.salesloft.com/docs/platform/api-basics/oauth-authentication/',
    checked: day,
  },
  {
    toolkits: ['salesforce'],
    hosts: ['salesforce.com'],
    oauth2: {
      authorize_url: 'https://login.salesforce.com/services/oauth2/authorize',
      token_url: 'https://login.salesforce.com/services/oauth2/token',
      token_capture: [
        {
          field: 'instance_url',
          from: 'instance_url',
          pattern: 'https://[A-Za-z0-9.-]+\\.(salesforce|force|cloudforce)\\.com',
          required: true,
          secret: false,
        },
      ],
    },
    source: 'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm',
    checked: day,
  },
  {
    toolkits: ['soundcloud'],
    hosts: ['soundcloud.com'],
    oauth2: {
      authorize_url: 'https://secure.soundcloud.com/authorize',
      token_url: 'https://secure.soundcloud.com/oauth/token',
    },
    source: 'https://developers.soundcloud.com/docs/api/guide',
    checked: day,
  },
  {
    toolkits: ['spotify'],
    hosts: ['spotify.com'],
    oauth2: {
      authorize_url: 'https://accounts.spotify.com/authorize',
      token_url: 'https://accounts.spotify.com/api/token',
      client_auth: 'basic',
    },
    source: 'https://developer.spotify.com/documentation/web-api/tutorials/code-flow',
    checked: day,
  },
  {
    toolkits: ['square'],
    hosts: ['squareup.com'],
    oauth2: {
      authorize_url: 'https://connect.squareup.com/oauth2/authorize',
      token_url: 'https://connect.squareup.com/oauth2/token',
    },
    source: 'https://developer.squareup.com/docs/oauth-api/overview',
    checked: day,
  },
  {
    toolkits: ['stack_exchange'],
    hosts: ['stackexchange.com'],
    oauth2: {
      authorize_url: 'https://stackoverflow.com/oauth',
      token_url: 'https://stackoverflow.com/oauth/access_token/json',
      scope_separator: ',',
    },
    source: 'https://api.stackexchange.com/docs/authentication',
    checked: day,
  },
  {
    toolkits: ['stripe'],
    hosts: ['stripe.com'],
    oauth2: {
      authorize_url: 'https://connect.stripe.com/oauth/authorize',
      token_url: 'https://connect.stripe.com/oauth/token',
      default_scopes: ['read_write'],
    },
    source: 'https://docs.stripe.com/connect/oauth-reference',
    checked: day,
  },
  {
    toolkits: ['trakt'],
    hosts: ['trakt.tv'],
    oauth2: {
      authorize_url: 'https://trakt.tv/oauth/authorize',
      token_url: 'https://api.trakt.tv/oauth/token',
    },
    source: 'https://trakt.docs.apiary.io/',
    checked: day,
  },
  {
    toolkits: ['twitter'],
    hosts: ['twitter.com', 'x.com'],
    oauth2: {
      authorize_url: 'https://x.com/i/oauth2/authorize',
      token_url: 'https://api.x.com/2/oauth2/token',
      client_auth: 'basic',
      rotates_refresh_token: true,
    },
    source: 'https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code',
    checked: day,
  },
  {
    toolkits: ['vimeo'],
    hosts: ['vimeo.com'],
    oauth2: {
      authorize_url: 'https://api.vimeo.com/oauth/authorize',
      token_url: 'https://api.vimeo.com/oauth/access_token',
      client_auth: 'basic',
    },
    source: 'https://developer.vimeo.com/api/authentication',
    checked: day,
  },
  {
    toolkits: ['webflow'],
    hosts: ['webflow.com'],
    oauth2: {
      authorize_url: 'https://webflow.com/oauth/authorize',
      token_url: 'https://api.webflow.com/oauth/access_token',
    },
    source: 'https://developers.webflow.com/data/reference/oauth-app',
    checked: day,
  },
  {
    toolkits: ['xero'],
    hosts: ['xero.com'],
    oauth2: {
      authorize_url: 'https://login.xero.com/identity/connect/authorize',
      token_url: 'https://identity.xero.com/connect/token',
      client_auth: 'basic',
      rotates_refresh_token: true,
    },
    source: 'https://developer.xero.com/documentation/guides/oauth2/auth-flow/',
    checked: day,
  },
  {
    toolkits: ['ynab'],
    hosts: ['youneedabudget.com', 'ynab.com'],
    oauth2: {
      authorize_url: 'https://app.ynab.com/oauth/authorize',
      token_url: 'https://app.ynab.com/oauth/token',
    },
    source: 'https://api.ynab.com/',
    checked: day,
  },
  {
    toolkits: ['zoom'],
    hosts: ['zoom.us'],
    oauth2: {
      authorize_url: 'https://zoom.us/oauth/authorize',
      token_url: 'https://zoom.us/oauth/token',
      client_auth: 'basic',
      rotates_refresh_token: true,
    },
    source: 'https://developers.zoom.us/docs/integrations/oauth/',
    checked: day,
  },
  {
    toolkits: ['outlook', 'excel', 'one_drive', 'share_point', 'microsoft_teams'],
    hosts: ['graph.microsoft.com'],
    oauth2: {
      authorize_url: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      token_url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
      rotates_refresh_token: true,
      default_scopes: ['offline_access', 'User.Read'],
      always_scopes: ['offline_access', 'User.Read'],
    },
    source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
    checked: day,
  },
  {
    toolkits: [],
    hosts: ['googleapis.com'],
    oauth2: {
      authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
      token_url: 'https://oauth2.googleapis.com/token',
      revoke_url: 'https://oauth2.googleapis.com/revoke',
      authorize_params: { access_type: 'offline', prompt: 'consent' },
    },
    source: 'https://developers.google.com/identity/protocols/oauth2/web-server',
    checked: day,
  },
  {
    toolkits: [],
    hosts: ['management.azure.com'],
    oauth2: {
      authorize_url: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      token_url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
      rotates_refresh_token: true,
      default_scopes: ['offline_access', 'https://management.azure.com/user_impersonation'],
      always_scopes: ['offline_access'],
    },
    source: 'https://learn.microsoft.com/rest/api/azure/#authenticate-with-microsoft-entra-id',
    checked: day,
  },
]

/** The row of a toolkit, if there is one. */
export function providerOf(toolkit: string, host: string): Provider | undefined {
  return (
    providers.find(({ toolkits }) => toolkits.includes(toolkit)) ??
    providers.find(({ hosts }) => hosts.some((name) => host === name || host.endsWith(`.${name}`)))
  )
}
