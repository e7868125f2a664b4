import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { bearerApiKey, secretField } from '../auth.ts'
import { assistantTools } from './assistants.ts'
import { modelTools } from './models.ts'

export const openai = {
  manifest: 1,
  slug: 'openai',
  name: 'OpenAI',
  description:
    'Ask models for answers, pictures and embeddings, and keep files, assistants and threads at OpenAI.',
  logo: 'https://openai.com/apple-icon.png',
  app_url: 'https://platform.openai.com',
  auth_guide_url: 'https://platform.openai.com/docs/api-reference/authentication',
  categories: ['artificial-intelligence', 'machine-learning', 'natural-language-processing'],
  aliases: ['chatgpt', 'gpt', 'open ai'],
  http: { base_url: 'https://api.openai.com/v1', error_paths: ['error.message', 'error.code'] },
  auth: [
    {
      mode: 'API_KEY',
      name: 'openai_api_key',
      hint_url: 'https://platform.openai.com/api-keys',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API key',
          'A secret key of your OpenAI project; it starts with sk-.',
          'https://platform.openai.com/api-keys',
        ),
      ],
      inject: bearerApiKey,
    },
  ],
  current_user: { method: 'GET', path: '/models' },
  tools: [...modelTools, ...assistantTools],
} satisfies ToolkitInput
