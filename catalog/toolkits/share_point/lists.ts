/** Lists and their items. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { filter, graphTool, orderby, page, select, skipToken, top } from '../microsoft-graph.ts'
import { answer, id, oneOf, open, several, text, words } from '../schemas.ts'
import { canManage, canRead, canWrite, itemId, listId, listItem, sharePointList, siteId } from './inputs.ts'

const inList = { site_id: siteId, list_id: listId }
const items = '/sites/{site_id}/lists/{list_id}/items'
const values = open('Values by the internal names of columns: {"Title": "Pump", "Amount": 3}.')

export const listTools = [
  graphTool({
    slug: 'SHARE_POINT_LIST_LISTS',
    name: 'List lists',
    description: 'List the lists and document libraries of a site.',
    call: 'GET /sites/{site_id}/lists',
    important: true,
    scopes: canRead,
    path: { site_id: siteId },
    query: { top: top(200), filter: filter("displayName eq 'Tasks'"), select },
    output: page(sharePointList),
  }),
  graphTool({
    slug: 'SHARE_POINT_SHAREPOINT_CREATE_LIST',
    aliases: ['SHARE_POINT_CREATE_LIST'],
    name: 'Create list',
    description: 'Create a list in a site, with columns if wanted.',
    call: 'POST /sites/{site_id}/lists',
    scopes: canManage,
    path: { site_id: siteId },
    body: {
      name: id('Name of the list.'),
      description: text('What it is for.'),
      template: oneOf(
        ['genericList', 'documentLibrary', 'events', 'tasks', 'links', 'contacts', 'survey'],
        'Kind of list; genericList if left out.',
      ),
      columns: several(open('{"name": "Color", "text": {}}'), 'Columns in the form of Graph.'),
    },
    wire: { name: 'displayName', template: 'list.template' },
    required: ['name'],
    exec: { body: { list: { template: 'genericList' } } },
    output: sharePointList,
  }),
  graphTool({
    slug: 'SHARE_POINT_GET_LIST',
    name: 'Get list',
    description: 'Read one list of a site.',
    call: 'GET /sites/{site_id}/lists/{list_id}',
    scopes: canRead,
    path: inList,
    query: { select },
    output: sharePointList,
  }),
  graphTool({
    slug: 'SHARE_POINT_LIST_COLUMNS',
    name: 'List columns',
    description: 'List the columns of a list with the internal names that items use.',
    call: 'GET /sites/{site_id}/lists/{list_id}/columns',
    scopes: canRead,
    path: inList,
    query: { select },
    output: page(answer({ id: words, name: words, displayName: words, description: words })),
  }),
  graphTool({
    slug: 'SHARE_POINT_LIST_ITEMS',
    name: 'List items',
    description: 'List the items of a list with the values of their columns.',
    call: `GET ${items}`,
    important: true,
    scopes: canRead,
    path: inList,
    query: {
      filter: filter("fields/Status eq 'Open'"),
      orderby: orderby('fields/Title asc'),
      top: top(5000, { default: 50 }),
      skip_token: skipToken,
    },
    exec: {
      query: { $expand: 'fields' },
      // Filters on columns without an index are refused otherwise.
      headers: { prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' },
    },
    output: page(listItem),
  }),
  graphTool({
    slug: 'SHARE_POINT_GET_LIST_ITEM',
    name: 'Get list item',
    description: 'Read one item of a list with the values of its columns.',
    call: `GET ${items}/{item_id}`,
    scopes: canRead,
    path: { ...inList, item_id: itemId },
    exec: { query: { $expand: 'fields' } },
    output: listItem,
  }),
  graphTool({
    slug: 'SHARE_POINT_SHAREPOINT_CREATE_LIST_ITEM',
    aliases: ['SHARE_POINT_CREATE_LIST_ITEM'],
    name: 'Create list item',
    description: 'Add an item to a list.',
    call: `POST ${items}`,
    important: true,
    scopes: canWrite,
    path: inList,
    body: { fields: values },
    required: ['fields'],
    output: listItem,
  }),
  graphTool({
    slug: 'SHARE_POINT_UPDATE_LIST_ITEM',
    name: 'Update list item',
    description: 'Change values of an item. Columns that are not given stay.',
    call: `PATCH ${items}/{item_id}/fields`,
    important: true,
    scopes: canWrite,
    path: { ...inList, item_id: itemId },
    body: { fields: values },
    required: ['fields'],
    exec: { body_type: 'raw' },
    output: answer({ id: words, Title: words }),
  }),
  graphTool({
    slug: 'SHARE_POINT_DELETE_LIST_ITEM',
    name: 'Delete list item',
    description: 'Delete an item of a list.',
    call: `DELETE ${items}/{item_id}`,
    scopes: canWrite,
    path: { ...inList, item_id: itemId },
  }),
] satisfies ToolkitInput['tools']
