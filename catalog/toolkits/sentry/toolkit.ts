/** Sentry, on sentry.io or self-hosted. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { eventTools } from './events.ts'
import { issueTools } from './issues.ts'
import { organizationTools } from './organizations.ts'
import { projectTools } from './projects.ts'
import { releaseTools } from './releases.ts'

export const sentry = {
  manifest: 1,
  slug: 'sentry',
  name: 'Sentry',
  description:
    'Look into the errors and performance of applications: issues, events, releases, projects and teams.',
  logo: 'https://sentry.io/favicon.ico',
  app_url: 'https://sentry.io',
  auth_guide_url: 'https://docs.sentry.io/api/auth/',
  categories: ['developer-tools-&-devops'],
  aliases: ['sentry.io', 'error tracking'],
  http: {
    base_url: 'https://{{conn.domain|default:sentry.io|host}}/api/0',
    error_paths: ['detail.message', 'detail', 'error', 'non_field_errors.0'],
  },
  auth: [
    {
      mode: 'BEARER_TOKEN',
      name: 'sentry_token',
      hint_url: 'https://sentry.io/settings/account/api/auth-tokens/',
      connected_account_fields: [
        {
          name: 'token',
          display_name: 'Auth token',
          description:
            'A user token (sntryu_…) or the token of an internal integration, with the scopes that the tools need.',
          secret: true,
          help_url: 'https://sentry.io/settings/account/api/auth-tokens/',
        },
        {
          name: 'domain',
          display_name: 'Domain',
          description: 'Host of your Sentry: sentry.io, us.sentry.io, de.sentry.io or your own.',
          required: false,
          default: 'sentry.io',
        },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/organizations/' },
  tools: [...issueTools, ...eventTools, ...projectTools, ...releaseTools, ...organizationTools],
} satisfies ToolkitInput
