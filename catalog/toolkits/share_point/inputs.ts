/** Input properties that several SharePoint tools share. */
import { anyOf } from '../microsoft-graph.ts'
import { answer, anything, id, text, words } from '../schemas.ts'

export const siteId = text(
  'Site: "root" for the main one, or an id from SHARE_POINT_SEARCH_SITES (contoso.sharepoint.com,GUID,GUID).',
  { default: 'root' },
)
export const listId = id('Id or title of the list, from SHARE_POINT_LIST_LISTS.')
export const itemId = id('Number of the list item, from SHARE_POINT_LIST_ITEMS.')

export const canRead = anyOf('Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All')
export const canWrite = anyOf('Sites.ReadWrite.All', 'Sites.Manage.All')
export const canManage = anyOf('Sites.Manage.All')
export const canSeePeople = anyOf('User.ReadBasic.All', 'User.Read.All')

export const site = answer({ id: words, displayName: words, name: words, webUrl: words, description: words })
export const sharePointList = answer({
  id: words,
  displayName: words,
  name: words,
  webUrl: words,
  list: anything,
})
export const listItem = answer({ id: words, webUrl: words, fields: anything, createdDateTime: words })
