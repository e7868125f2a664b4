import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { microsoftAuth } from '../microsoft-auth.ts'
import { graphGuide, graphHttp, graphUser } from '../microsoft-graph.ts'
import { contentTools } from './content.ts'
import { findTools } from './find.ts'
import { itemTools } from './items.ts'
import { sharingTools } from './sharing.ts'
import { siteTools } from './sites.ts'
import { oneDriveTriggers } from './triggers.ts'

export const oneDrive = {
  manifest: 1,
  slug: 'one_drive',
  name: 'OneDrive',
  description: 'Find, read, upload, move and share files in OneDrive and SharePoint document libraries.',
  logo: 'https://res.cdn.office.net/files/fabric-cdn-prod_20230815.002/assets/brand-icons/product/png/onedrive_96x1.png',
  app_url: 'https://onedrive.live.com',
  auth_guide_url: graphGuide,
  categories: ['document-&-file-management'],
  aliases: ['onedrive', 'microsoft onedrive', 'one drive', 'skydrive'],
  http: graphHttp,
  auth: microsoftAuth('one_drive', ['Files.ReadWrite.All', 'Sites.Read.All']),
  current_user: graphUser,
  tools: [...findTools, ...contentTools, ...itemTools, ...sharingTools, ...siteTools],
  triggers: oneDriveTriggers,
} satisfies ToolkitInput
