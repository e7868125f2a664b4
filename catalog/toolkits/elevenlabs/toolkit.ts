/** ElevenLabs: speech, voices and sounds. Audio comes back as base64. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { accountTools } from './account.ts'
import { dictionaryTools } from './dictionaries.ts'
import { dubbingTools } from './dubbing.ts'
import { historyTools } from './history.ts'
import { speechTools } from './speech.ts'
import { voiceTools } from './voices.ts'

export const elevenlabs = {
  manifest: 1,
  slug: 'elevenlabs',
  name: 'ElevenLabs',
  description: 'Turn text into speech and sounds, look after voices, and read what was generated before.',
  logo: 'https://elevenlabs.io/favicon.ico',
  app_url: 'https://elevenlabs.io',
  auth_guide_url: 'https://elevenlabs.io/docs/api-reference/authentication',
  categories: ['voice', 'popular'],
  aliases: ['11labs', 'eleven labs', 'text to speech', 'tts'],
  http: {
    base_url: 'https://api.elevenlabs.io/v1',
    error_paths: ['detail.message', 'detail.0.msg', 'detail'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'elevenlabs_api_key',
      hint_url: 'https://elevenlabs.io/app/settings/api-keys',
      connected_account_fields: [
        {
          name: 'generic_api_key',
          display_name: 'API key',
          description: 'An API key of your account; it may be limited to some functions.',
          secret: true,
          help_url: 'https://elevenlabs.io/app/settings/api-keys',
        },
      ],
      inject: { headers: { 'xi-api-key': '{{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/user' },
  tools: [
    ...speechTools,
    ...voiceTools,
    ...historyTools,
    ...dubbingTools,
    ...dictionaryTools,
    ...accountTools,
  ],
} satisfies ToolkitInput
