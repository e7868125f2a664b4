/** Document libraries. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { graphTool, page, select, skipToken, top } from '../microsoft-graph.ts'
import { id, oneOf, text } from '../schemas.ts'
import { driveItem } from '../one_drive/inputs.ts'
import { canRead, canWrite, siteId } from './inputs.ts'

const parent = text('Folder: "root" for the top, or the id of a folder.', { default: 'root' })

export const fileTools = [
  graphTool({
    slug: 'SHARE_POINT_SHAREPOINT_CREATE_FOLDER',
    aliases: ['SHARE_POINT_CREATE_FOLDER'],
    name: 'Create folder',
    description: 'Create a folder in the main document library of a site.',
    call: 'POST /sites/{site_id}/drive/items/{parent_id}/children',
    important: true,
    scopes: canWrite,
    path: { site_id: siteId, parent_id: parent },
    body: {
      folder_name: id('Name of the folder.'),
      conflict_behavior: oneOf(['fail', 'rename', 'replace'], 'What to do when the name is taken.'),
    },
    wire: { folder_name: 'name', conflict_behavior: '@microsoft\\.graph\\.conflictBehavior' },
    required: ['folder_name'],
    exec: { body: { folder: {} } },
    output: driveItem,
  }),
  graphTool({
    slug: 'SHARE_POINT_LIST_FOLDER',
    name: 'List files of folder',
    description: 'List the files and folders in the main document library of a site or in a folder of it.',
    call: 'GET /sites/{site_id}/drive/items/{folder_id}/children',
    important: true,
    scopes: canRead,
    path: { site_id: siteId, folder_id: parent },
    query: { top: top(200), select, skip_token: skipToken },
    output: page(driveItem),
  }),
  graphTool({
    slug: 'SHARE_POINT_SEARCH_FILES',
    name: 'Search files',
    description: 'Find files of a site by name or content.',
    call: "GET /sites/{site_id}/drive/root/search(q='{q}')",
    scopes: canRead,
    path: { site_id: siteId, q: id('What to look for; write a single quote twice.') },
    query: { top: top(200), select },
    output: page(driveItem),
  }),
  graphTool({
    slug: 'SHARE_POINT_LIST_DRIVES',
    name: 'List document libraries',
    description: 'List the document libraries of a site with their drive ids, for the OneDrive tools.',
    call: 'GET /sites/{site_id}/drives',
    scopes: canRead,
    path: { site_id: siteId },
    query: { top: top(200), select },
    output: page(driveItem),
  }),
] satisfies ToolkitInput['tools']
