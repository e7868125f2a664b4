/** Sites and people. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { filter, graphTool, page, select, top } from '../microsoft-graph.ts'
import { answer, id, text, words } from '../schemas.ts'
import { canRead, canSeePeople, site, siteId } from './inputs.ts'

export const siteTools = [
  graphTool({
    slug: 'SHARE_POINT_SEARCH_SITES',
    name: 'Search sites',
    description: 'Find sites by words of their name and get their ids; * finds all.',
    call: 'GET /sites',
    important: true,
    scopes: canRead,
    query: { search: id('Words to look for.'), top: top(200), select },
    required: ['search'],
    output: page(site),
  }),
  graphTool({
    slug: 'SHARE_POINT_GET_SITE',
    name: 'Get site',
    description: 'Read name, address and description of a site.',
    call: 'GET /sites/{site_id}',
    scopes: canRead,
    path: { site_id: siteId },
    query: { select },
    output: site,
  }),
  graphTool({
    slug: 'SHARE_POINT_LIST_SUBSITES',
    name: 'List subsites',
    description: 'List the sites below a site.',
    call: 'GET /sites/{site_id}/sites',
    scopes: canRead,
    path: { site_id: siteId },
    query: { top: top(200), select },
    output: page(site),
  }),
  graphTool({
    slug: 'SHARE_POINT_SHAREPOINT_FIND_USER',
    aliases: ['SHARE_POINT_FIND_USER'],
    name: 'Find user',
    description: 'Find the person with an email address and get their id and name.',
    call: 'GET /users/{email}',
    important: true,
    scopes: canSeePeople,
    path: { email: id('Email address or id of the person.') },
    query: { select },
    output: answer({ id: words, displayName: words, mail: words, userPrincipalName: words }),
  }),
  graphTool({
    slug: 'SHARE_POINT_LIST_USERS',
    name: 'List users',
    description: 'List the people of the organization.',
    call: 'GET /users',
    scopes: canSeePeople,
    query: {
      top: top(999),
      filter: filter("startswith(displayName,'Ann')"),
      select,
      skip_token: text('Where to go on: the $skiptoken of @odata.nextLink.'),
    },
    output: page(answer({ id: words, displayName: words, mail: words })),
  }),
] satisfies ToolkitInput['tools']
