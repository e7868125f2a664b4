import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { googleAuth } from '../google-auth.ts'
import { changeTools } from './changes.ts'
import { documentTools } from './documents.ts'
import { defaultScopes } from './scopes.ts'
import { styleTools } from './styles.ts'

export const googledocs = {
  manifest: 1,
  slug: 'googledocs',
  name: 'Google Docs',
  description: 'Find, create, read, copy and edit Google documents.',
  logo: 'https://ssl.gstatic.com/images/branding/product/2x/docs_2020q4_48dp.png',
  app_url: 'https://docs.google.com',
  auth_guide_url: 'https://developers.google.com/workspace/guides/create-credentials',
  categories: ['productivity-&-project-management', 'document-&-file-management'],
  aliases: ['gdocs', 'google docs', 'docs'],
  http: {
    base_url: 'https://docs.googleapis.com/v1',
    // Documents are found and copied through Drive; charts come from Sheets.
    allow_hosts: ['www.googleapis.com', 'sheets.googleapis.com'],
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('googledocs', defaultScopes),
  current_user: { method: 'GET', path: 'https://www.googleapis.com/oauth2/v3/userinfo' },
  tools: [...documentTools, ...changeTools, ...styleTools],
} satisfies ToolkitInput
