/** The same for workbooks in the document library of a SharePoint site. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { anyOf, graphTool, page, select, type GraphCall } from '../microsoft-graph.ts'
import { id, text } from '../schemas.ts'
import { address, itemId, range, table, values, worksheet, worksheetId } from './inputs.ts'

const sites = { read: anyOf('Sites.Read.All', 'Sites.ReadWrite.All'), write: anyOf('Sites.ReadWrite.All') }
const siteId = id('Id of the site, such as contoso.sharepoint.com,GUID,GUID, or root.')

/** A tool below `/workbook` of a file of a site; the path of the call starts there. */
function siteTool(its: GraphCall) {
  const [method, path] = its.call.split(' ', 2)
  return graphTool({
    ...its,
    call: `${method} /sites/{site_id}/drive/items/{item_id}/workbook${path}` as GraphCall['call'],
    scopes: method === 'GET' ? sites.read : sites.write,
    path: { site_id: siteId, item_id: itemId, ...its.path },
  })
}

const at = "/worksheets/{worksheet_id}/range(address='{address}')"
const cells = { worksheet_id: worksheetId, address }

export const sharePointTools = [
  siteTool({
    slug: 'EXCEL_LIST_SHAREPOINT_WORKSHEETS',
    name: 'List worksheets in SharePoint',
    description: 'List the worksheets of a workbook of a site.',
    call: 'GET /worksheets',
    query: { select },
    output: page(worksheet),
  }),
  siteTool({
    slug: 'EXCEL_GET_SHAREPOINT_WORKSHEET',
    name: 'Get worksheet in SharePoint',
    description: 'Read one worksheet of a workbook of a site.',
    call: 'GET /worksheets/{worksheet_id}',
    path: { worksheet_id: worksheetId },
    output: worksheet,
  }),
  siteTool({
    slug: 'EXCEL_ADD_SHAREPOINT_WORKSHEET',
    name: 'Add worksheet in SharePoint',
    description: 'Add a worksheet to a workbook of a site.',
    call: 'POST /worksheets/add',
    body: { name: text('Name.', { maxLength: 31 }) },
    output: worksheet,
  }),
  siteTool({
    slug: 'EXCEL_LIST_SHAREPOINT_TABLES',
    name: 'List tables in SharePoint',
    description: 'List the tables of a workbook of a site.',
    call: 'GET /tables',
    output: page(table),
  }),
  siteTool({
    slug: 'EXCEL_GET_SHAREPOINT_RANGE',
    name: 'Get range in SharePoint',
    description: 'Read cells of a workbook of a site.',
    call: `GET ${at}`,
    path: cells,
    output: range,
  }),
  siteTool({
    slug: 'EXCEL_UPDATE_SHAREPOINT_RANGE',
    name: 'Update range in SharePoint',
    description:
      'Write values into cells of a workbook of a site; as many rows and columns as the range has.',
    call: `PATCH ${at}`,
    path: cells,
    body: { values: values('Values; a text that starts with = is a formula') },
    required: ['values'],
    output: range,
  }),
] satisfies ToolkitInput['tools']
