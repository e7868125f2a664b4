import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { googleAuth } from '../google-auth.ts'
import { defaultScopes } from './scopes.ts'
import { spreadsheetTools } from './spreadsheets.ts'
import { changeTools } from './changes.ts'
import { layoutTools } from './layout.ts'
import { rowTools } from './rows.ts'
import { valueTools } from './values.ts'
import { googlesheetsTriggers } from './triggers.ts'

export const googlesheets = {
  manifest: 1,
  slug: 'googlesheets',
  name: 'Google Sheets',
  description: 'Find and create spreadsheets, read, write and append their values, and change their sheets.',
  logo: 'https://ssl.gstatic.com/images/branding/product/2x/sheets_2020q4_48dp.png',
  app_url: 'https://sheets.google.com',
  auth_guide_url: 'https://developers.google.com/workspace/guides/create-credentials',
  categories: ['productivity-&-project-management'],
  aliases: ['gsheets', 'google sheets', 'sheets'],
  http: {
    base_url: 'https://sheets.googleapis.com/v4',
    // Spreadsheets are found through Drive.
    allow_hosts: ['www.googleapis.com'],
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('googlesheets', defaultScopes),
  current_user: { method: 'GET', path: 'https://www.googleapis.com/oauth2/v3/userinfo' },
  tools: [...valueTools, ...rowTools, ...spreadsheetTools, ...changeTools, ...layoutTools],
  triggers: googlesheetsTriggers,
} satisfies ToolkitInput
