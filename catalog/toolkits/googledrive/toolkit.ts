import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { googleAuth } from '../google-auth.ts'
import { changeTools } from './changes.ts'
import { commentTools } from './comments.ts'
import { driveTools } from './drives.ts'
import { fileTools } from './files.ts'
import { folderTools } from './folders.ts'
import { replyTools } from './replies.ts'
import { revisionTools } from './revisions.ts'
import { defaultScopes } from './scopes.ts'
import { sharingTools } from './sharing.ts'
import { googledriveTriggers } from './triggers.ts'

export const googledrive = {
  manifest: 1,
  slug: 'googledrive',
  name: 'Google Drive',
  description: 'Find, read, organise and share files and folders in Google Drive and shared drives.',
  logo: 'https://ssl.gstatic.com/images/branding/product/2x/drive_2020q4_48dp.png',
  app_url: 'https://drive.google.com',
  auth_guide_url: 'https://developers.google.com/workspace/guides/create-credentials',
  categories: ['document-&-file-management'],
  aliases: ['gdrive', 'google drive', 'drive'],
  http: {
    base_url: 'https://www.googleapis.com/drive/v3',
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('googledrive', defaultScopes),
  current_user: { method: 'GET', path: '/about?fields=user' },
  tools: [
    ...fileTools,
    ...folderTools,
    ...revisionTools,
    ...sharingTools,
    ...driveTools,
    ...commentTools,
    ...replyTools,
    ...changeTools,
  ],
  triggers: googledriveTriggers,
} satisfies ToolkitInput
