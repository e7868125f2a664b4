/** What OneDrive shows of SharePoint sites. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { filter, graphTool, page, select, skipToken, top, deltaToken } from '../microsoft-graph.ts'
import { answer, anything, id, texts, words } from '../schemas.ts'
import { canReadSites, driveItem } from './inputs.ts'

const siteId = id('Site: root, or an id such as contoso.sharepoint.com,GUID,GUID.')
const listId = id('Id or title of the list, from ONE_DRIVE_LIST_SITE_LISTS.')
const named = answer({ id: words, name: words, displayName: words, webUrl: words })
const listItem = answer({ id: words, fields: anything, webUrl: words })
const paging = { top: top(200), select, skip_token: skipToken }
const withFields = { exec: { query: { $expand: 'fields' } } }

/** Slug, name, description, path below the site, output of the plain lists of a site. */
const lists = [
  ['LIST_SITE_LISTS', 'List lists of site', 'List the lists and libraries of a site.', 'lists', named],
  [
    'LIST_SITE_COLUMNS',
    'List columns of site',
    'List the columns that lists of a site can use.',
    'columns',
    named,
  ],
  ['LIST_SITE_SUBSITES', 'List subsites', 'List the sites below a site.', 'sites', named],
] as const

export const siteTools = [
  graphTool({
    slug: 'ONE_DRIVE_GET_SITE_DETAILS',
    name: 'Get site',
    description: 'Read name and address of a SharePoint site.',
    call: 'GET /sites/{site_id}',
    scopes: canReadSites,
    path: { site_id: siteId },
    query: { select },
    output: named,
  }),
  ...lists.map(([slug, name, description, path, output]) =>
    graphTool({
      slug: `ONE_DRIVE_${slug}`,
      name,
      description,
      call: `GET /sites/{site_id}/${path}`,
      scopes: canReadSites,
      path: { site_id: siteId },
      query: { ...paging, filter: filter("displayName eq 'Tasks'") },
      output: page(output),
    }),
  ),
  graphTool({
    slug: 'ONE_DRIVE_GET_SHAREPOINT_LIST_ITEMS',
    name: 'List items of list',
    description: 'List the items of a SharePoint list with their values.',
    call: 'GET /sites/{site_id}/lists/{list_id}/items',
    scopes: canReadSites,
    path: { site_id: siteId, list_id: listId },
    query: { ...paging, filter: filter("fields/Title eq 'Pump'") },
    ...withFields,
    output: page(listItem),
  }),
  graphTool({
    slug: 'ONE_DRIVE_LIST_SHAREPOINT_LIST_ITEMS_DELTA',
    name: 'Get changes of list',
    description: 'See which items of a SharePoint list changed since the last look.',
    call: 'GET /sites/{site_id}/lists/{list_id}/items/delta',
    scopes: canReadSites,
    path: { site_id: siteId, list_id: listId },
    query: { top: top(1000), token: deltaToken },
    ...withFields,
    output: page(listItem),
  }),
  graphTool({
    slug: 'ONE_DRIVE_LIST_SITE_DRIVE_ITEMS_DELTA',
    name: 'Get changes of library',
    description: 'See what changed in the main document library of a site since the last look.',
    call: 'GET /sites/{site_id}/drive/root/delta',
    scopes: canReadSites,
    path: { site_id: siteId },
    query: { top: top(1000), select, token: deltaToken },
    output: page(driveItem),
  }),
  graphTool({
    slug: 'ONE_DRIVE_GET_SITE_PAGE_CONTENT',
    name: 'Get page of site',
    description: 'Read a page of a site with its sections and web parts.',
    call: 'GET /sites/{site_id}/pages/{page_id}/microsoft.graph.sitePage',
    scopes: canReadSites,
    path: { site_id: siteId, page_id: id('Id of the page, a GUID.') },
    query: {
      select,
      expand: texts('Parts to include; canvasLayout is the content.', { default: ['canvasLayout'] }),
    },
    output: answer({ id: words, title: words, webUrl: words, canvasLayout: anything }),
  }),
] satisfies ToolkitInput['tools']
