import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp } from '../auth.ts'
import { codeTools } from './code.ts'
import { issueTools } from './issues.ts'
import { pullRequestTools } from './pull-requests.ts'
import { repositoryTools } from './repositories.ts'

export const bitbucket = {
  manifest: 1,
  slug: 'bitbucket',
  name: 'Bitbucket',
  description: 'Keep repositories, branches, pull requests and issues on Bitbucket Cloud.',
  logo: 'https://wac-cdn.atlassian.com/assets/img/favicons/bitbucket/apple-touch-icon.png',
  app_url: 'https://bitbucket.org',
  auth_guide_url: 'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/',
  categories: ['developer-tools-&-devops'],
  aliases: ['bit bucket', 'atlassian bitbucket'],
  http: {
    base_url: 'https://api.bitbucket.org/2.0',
    error_paths: ['error.message', 'error.detail', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'bitbucket_oauth2',
      hint_url: 'https://bitbucket.org/account/settings/',
      auth_config_fields: oauthApp(
        'Bitbucket OAuth consumer (its client ID is called Key)',
        'Scopes to ask for, separated by commas; the consumer must have these permissions.',
      ),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://bitbucket.org/site/oauth2/authorize',
        token_url: 'https://bitbucket.org/site/oauth2/access_token',
        default_scopes: [
          'account',
          'email',
          'repository:write',
          'repository:admin',
          'repository:delete',
          'pullrequest:write',
          'issue:write',
          'snippet:write',
        ],
        client_auth: 'basic',
        pkce: false,
      },
    },
  ],
  current_user: { method: 'GET', path: '/user' },
  tools: [...repositoryTools, ...pullRequestTools, ...codeTools, ...issueTools],
} satisfies ToolkitInput
