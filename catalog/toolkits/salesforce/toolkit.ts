import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp } from '../auth.ts'
import { dataTools } from './data.ts'
import { recordTools } from './records.ts'
import { salesforceTriggers } from './triggers.ts'

/** Salesforce of a company has its own host; which one, the token answer says. */
const login = 'https://{{cfg.login_host|default:login.salesforce.com|host}}/services/oauth2'

export const salesforce = {
  manifest: 1,
  slug: 'salesforce',
  name: 'Salesforce',
  description:
    'Query, search and keep accounts, contacts, leads, opportunities, campaigns and any other object of Salesforce.',
  logo: 'https://www.salesforce.com/content/dam/web/en_us/www/images/nav/salesforce-cloud-logo-sm.png',
  app_url: 'https://www.salesforce.com',
  auth_guide_url:
    'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm',
  categories: ['crm', 'sales-&-customer-support'],
  aliases: ['sfdc', 'sales force', 'salesforce crm'],
  http: {
    base_url: 'https://{{conn.instance_url|host}}/services/data/v62.0',
    error_paths: ['0.message', 'error_description', 'message'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'salesforce_oauth2',
      hint_url: 'https://help.salesforce.com/s/articleView?id=xcloud.connected_app_create.htm',
      auth_config_fields: [
        ...oauthApp('connected app'),
        {
          name: 'login_host',
          display_name: 'Login host',
          description:
            'login.salesforce.com, test.salesforce.com for sandboxes, or the host of your own login page.',
          required: false,
          default: 'login.salesforce.com',
        },
      ],
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: `${login}/authorize`,
        token_url: `${login}/token`,
        revoke_url: `${login}/revoke`,
        default_scopes: ['api', 'refresh_token'],
        always_scopes: ['refresh_token'],
        // Salesforce does not say how long a token lives; two hours is the session timeout of a new organization.
        expires_in: 7200,
        token_capture: [
          {
            field: 'instance_url',
            from: 'instance_url',
            pattern:
              '^https://[A-Za-z0-9.-]+\\.(salesforce|force|cloudforce|salesforce-setup)\\.(com|mil)/?$',
          },
        ],
      },
    },
  ],
  current_user: { method: 'GET', path: '/chatter/users/me', display: ['email', 'username', 'name'] },
  // `api` opens all of REST; what a person may see and change there is for the permissions of the org.
  tools: [...dataTools, ...recordTools].map((tool) => ({ ...tool, scopes: { all_of: ['api'] } })),
  triggers: salesforceTriggers,
} satisfies ToolkitInput
