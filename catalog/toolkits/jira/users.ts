/** People. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, id, listOf, textFields } from '../schemas.ts'
import { paging, pagingNames } from './inputs.ts'
import { readsUsers } from './scopes.ts'

const user = textFields('accountId', 'displayName', 'emailAddress', 'accountType')
const users = answer({ items: listOf(user) })

export const userTools = [
  get('JIRA_GET_CURRENT_USER', '/api/2/myself', {
    name: 'Get me',
    description: 'Say who is connected.',
    important: true,
    scopes: readsUsers,
    output: answer(user),
  }),
  get('JIRA_FIND_USERS', '/api/2/user/search', {
    name: 'Find people',
    description: 'Find people by name or email address, with their account ids.',
    important: true,
    scopes: readsUsers,
    query: { query: id('Start of the name or of the email address.'), ...paging },
    required: ['query'],
    wire: pagingNames,
    output: users,
  }),
  get('JIRA_GET_ALL_USERS', '/api/2/users/search', {
    name: 'List people',
    description: 'List all people of the site, apps included, page by page.',
    scopes: readsUsers,
    query: { ...paging, max_results: { ...paging.max_results, maximum: 1000 } },
    wire: pagingNames,
    output: users,
  }),
] satisfies ToolkitInput['tools']
