/** Canvas, the learning management system of Instructure; every school has a host of its own. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, bearerApiKey, oauthApp, secretField } from '../auth.ts'
import { courseTools } from './courses.ts'
import { canvasTriggers } from './triggers.ts'

const host = '{{conn.domain|host}}'

const domain = {
  name: 'domain',
  display_name: 'Canvas host',
  description: 'Host of your school’s Canvas, such as school.instructure.com.',
}

export const canvas = {
  manifest: 1,
  slug: 'canvas',
  name: 'Canvas',
  description:
    'Read courses, assignments, submissions, discussions and files of Canvas, and hear what is new in them.',
  logo: 'https://www.instructure.com/favicon.ico',
  app_url: 'https://www.instructure.com/canvas',
  auth_guide_url: 'https://developerdocs.instructure.com/services/canvas/oauth2/file.oauth',
  categories: ['education-&-lms'],
  aliases: ['canvas lms', 'instructure'],
  http: {
    base_url: `https://${host}/api/v1`,
    error_paths: ['errors.0.message', 'message', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'canvas_oauth2',
      hint_url: 'https://developerdocs.instructure.com/services/canvas/oauth2/file.developer_keys',
      auth_config_fields: oauthApp(
        'Canvas developer key',
        'Scopes to ask for, separated by commas; none unless the developer key enforces them.',
      ),
      connected_account_fields: [domain],
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: `https://${host}/login/oauth2/auth`,
        token_url: `https://${host}/login/oauth2/token`,
        default_scopes: [],
      },
      revoke: {
        method: 'DELETE',
        url: `https://${host}/login/oauth2/token`,
        headers: { authorization: 'Bearer {{conn.access_token}}' },
        accept_statuses: [401],
      },
    },
    {
      mode: 'API_KEY',
      name: 'canvas_api_key',
      hint_url:
        'https://developerdocs.instructure.com/services/canvas/oauth2/file.oauth#manual-token-generation',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'Access token',
          'A token from Account, Settings, New Access Token in your Canvas.',
        ),
        domain,
      ],
      inject: bearerApiKey,
    },
  ],
  current_user: { method: 'GET', path: '/users/self' },
  tools: courseTools,
  triggers: canvasTriggers,
} satisfies ToolkitInput
