import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { microsoftAuth } from '../microsoft-auth.ts'
import { graphGuide, graphHttp, graphUser } from '../microsoft-graph.ts'
import { fileTools } from './files.ts'
import { listTools } from './lists.ts'
import { siteTools } from './sites.ts'

export const sharePoint = {
  manifest: 1,
  slug: 'share_point',
  name: 'SharePoint',
  description: 'Find sites, read and write lists and their items, and browse the document libraries.',
  logo: 'https://res.cdn.office.net/files/fabric-cdn-prod_20230815.002/assets/brand-icons/product/png/sharepoint_96x1.png',
  app_url: 'https://www.microsoft.com/microsoft-365/sharepoint',
  auth_guide_url: graphGuide,
  categories: ['collaboration-&-communication'],
  aliases: ['sharepoint', 'microsoft sharepoint', 'share point'],
  http: graphHttp,
  auth: microsoftAuth('share_point', ['Sites.ReadWrite.All', 'Sites.Manage.All', 'User.ReadBasic.All']),
  current_user: graphUser,
  tools: [...siteTools, ...listTools, ...fileTools],
} satisfies ToolkitInput
