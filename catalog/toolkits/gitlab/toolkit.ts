import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, bearerToken, oauthApp, secretField } from '../auth.ts'
import { codeTools } from './code.ts'
import { groupTools } from './groups.ts'
import { issueTools } from './issues.ts'
import { mergeRequestTools } from './merge-requests.ts'
import { pipelineTools } from './pipelines.ts'
import { projectTools } from './projects.ts'
import { userTools } from './users.ts'

const host = '{{conn.domain|default:gitlab.com|host}}'

const domain = {
  name: 'domain',
  display_name: 'GitLab host',
  description: 'Host of a GitLab of your own, such as gitlab.example.com; gitlab.com when left out.',
  required: false,
}

export const gitlab = {
  manifest: 1,
  slug: 'gitlab',
  name: 'GitLab',
  description:
    'Keep projects, issues, merge requests, branches, files and pipelines on GitLab.com or your own GitLab.',
  logo: 'https://about.gitlab.com/nuxt-images/ico/apple-touch-icon.png',
  app_url: 'https://gitlab.com',
  auth_guide_url: 'https://docs.gitlab.com/integration/oauth_provider/',
  categories: ['dev-tools', 'ticketing', 'popular'],
  aliases: ['git lab'],
  http: {
    base_url: `https://${host}/api/v4`,
    error_paths: ['message', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'gitlab_oauth2',
      hint_url: 'https://gitlab.com/-/user_settings/applications',
      auth_config_fields: oauthApp(
        'GitLab application',
        'Scopes to ask for, separated by commas: api for all, or read_api, read_user, read_repository.',
      ),
      connected_account_fields: [domain],
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: `https://${host}/oauth/authorize`,
        token_url: `https://${host}/oauth/token`,
        revoke_url: `https://${host}/oauth/revoke`,
        default_scopes: ['api', 'read_user'],
        rotates_refresh_token: true,
      },
    },
    {
      mode: 'BEARER_TOKEN',
      name: 'gitlab_token',
      hint_url: 'https://gitlab.com/-/user_settings/personal_access_tokens',
      connected_account_fields: [
        secretField(
          'token',
          'Access token',
          'A personal, project or group access token with the scope api; it starts with glpat-.',
          'https://gitlab.com/-/user_settings/personal_access_tokens',
        ),
        domain,
      ],
      inject: bearerToken,
    },
  ],
  current_user: { method: 'GET', path: '/user' },
  tools: [
    ...projectTools,
    ...issueTools,
    ...mergeRequestTools,
    ...codeTools,
    ...pipelineTools,
    ...groupTools,
    ...userTools,
  ],
} satisfies ToolkitInput
