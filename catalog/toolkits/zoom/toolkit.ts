import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerAccessToken, oauthApp } from '../auth.ts'
import { meetingTools } from './meetings.ts'
import { recordingTools } from './recordings.ts'
import { webinarTools } from './webinars.ts'

export const zoom = {
  manifest: 1,
  slug: 'zoom',
  name: 'Zoom',
  description: 'Set up meetings and webinars, and read recordings, summaries and participants in Zoom.',
  logo: 'https://st1.zoom.us/zoom.ico',
  app_url: 'https://zoom.us',
  auth_guide_url: 'https://developers.zoom.us/docs/integrations/oauth/',
  categories: ['collaboration-&-communication'],
  aliases: ['zoom meetings', 'zoom.us', 'zoom video'],
  http: { base_url: 'https://api.zoom.us/v2', error_paths: ['message', 'reason', 'error_description'] },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'zoom_oauth2',
      hint_url: 'https://marketplace.zoom.us/develop/create',
      // The scopes of an app are chosen where it is registered.
      auth_config_fields: oauthApp('Zoom app').filter(({ name }) => name !== 'scopes'),
      inject: bearerAccessToken,
      oauth2: {
        authorize_url: 'https://zoom.us/oauth/authorize',
        token_url: 'https://zoom.us/oauth/token',
        revoke_url: 'https://zoom.us/oauth/revoke',
        default_scopes: [],
        client_auth: 'basic',
        rotates_refresh_token: true,
      },
    },
  ],
  current_user: { method: 'GET', path: '/users/me', display: ['email', 'display_name'] },
  tools: [...meetingTools, ...recordingTools, ...webinarTools],
} satisfies ToolkitInput
