import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { microsoftAuth } from '../microsoft-auth.ts'
import { graphGuide, graphHttp, graphUser } from '../microsoft-graph.ts'
import { chartTools } from './charts.ts'
import { rangeTools } from './ranges.ts'
import { sharePointTools } from './share-point.ts'
import { tableTools } from './tables.ts'
import { workbookTools } from './workbooks.ts'
import { worksheetTools } from './worksheets.ts'

export const excel = {
  manifest: 1,
  slug: 'excel',
  name: 'Excel',
  description:
    'Read and write cells, tables, worksheets and charts of Excel workbooks in OneDrive and SharePoint.',
  logo: 'https://res.cdn.office.net/files/fabric-cdn-prod_20230815.002/assets/brand-icons/product/png/excel_96x1.png',
  app_url: 'https://www.office.com/launch/excel',
  auth_guide_url: graphGuide,
  categories: ['data-&-analytics'],
  aliases: ['microsoft excel', 'excel online', 'xlsx', 'spreadsheet'],
  http: graphHttp,
  auth: microsoftAuth('excel', ['Files.ReadWrite.All', 'Sites.ReadWrite.All']),
  current_user: graphUser,
  tools: [
    ...workbookTools,
    ...worksheetTools,
    ...rangeTools,
    ...tableTools,
    ...chartTools,
    ...sharePointTools,
  ],
} satisfies ToolkitInput
