/** Mail folders and color categories. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answer, count, flag, id, text, words } from '../schemas.ts'
import { filter, graphTool, page, select, skip, top, userId } from '../microsoft-graph.ts'
import { folderId } from './inputs.ts'
import { ruleTools } from './rules.ts'
import { canReadMail, canReadSettings, canWriteMail, canWriteSettings } from './scopes.ts'

const folder = answer({
  id: words,
  displayName: words,
  parentFolderId: words,
  childFolderCount: count,
  totalItemCount: count,
  unreadItemCount: count,
})
const category = answer({ id: words, displayName: words, color: words })

export const folderTools = [
  graphTool({
    slug: 'OUTLOOK_OUTLOOK_LIST_MAIL_FOLDERS',
    aliases: ['OUTLOOK_LIST_MAIL_FOLDERS'],
    name: 'List mail folders',
    description: 'List the top folders of a mailbox with their ids and numbers of messages.',
    call: 'GET /{user_id}/mailFolders',
    important: true,
    scopes: canReadMail,
    path: { user_id: userId },
    query: {
      include_hidden_folders: flag('List hidden folders too.'),
      top: top(250, { default: 100 }),
      skip,
      select,
      filter: filter("displayName eq 'Projects'"),
    },
    output: page(folder),
  }),
  graphTool({
    slug: 'OUTLOOK_CREATE_MAIL_FOLDER',
    name: 'Create mail folder',
    description: 'Create a folder at the top of the mailbox.',
    call: 'POST /{user_id}/mailFolders',
    scopes: canWriteMail,
    path: { user_id: userId },
    body: { displayName: id('Name of the folder.'), isHidden: flag('Whether it is hidden.') },
    required: ['displayName'],
    output: folder,
  }),
  graphTool({
    slug: 'OUTLOOK_DELETE_MAIL_FOLDER',
    name: 'Delete mail folder',
    description: 'Delete a folder with the messages in it. Default folders such as inbox cannot be deleted.',
    call: 'DELETE /{user_id}/mailFolders/{folder_id}',
    scopes: canWriteMail,
    path: { user_id: userId, folder_id: folderId },
  }),
  graphTool({
    slug: 'OUTLOOK_GET_MASTER_CATEGORIES',
    name: 'List color categories',
    description: 'List the color categories that messages and events can have.',
    call: 'GET /{user_id}/outlook/masterCategories',
    scopes: canReadSettings,
    path: { user_id: userId },
    query: { top: top(100), skip, select },
    output: page(category),
  }),
  graphTool({
    slug: 'OUTLOOK_CREATE_MASTER_CATEGORY',
    name: 'Create color category',
    description: 'Create a color category. Its name cannot be changed later.',
    call: 'POST /{user_id}/outlook/masterCategories',
    scopes: canWriteSettings,
    path: { user_id: userId },
    body: {
      displayName: id('Name, not in use yet.'),
      color: text('none, or preset0 (red) to preset24.', { pattern: '^(none|preset([0-9]|1[0-9]|2[0-4]))$' }),
    },
    required: ['displayName'],
    exec: { body: { color: 'none' } },
    output: category,
  }),
  ...ruleTools,
] satisfies ToolkitInput['tools']
