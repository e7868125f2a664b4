/** Folders, and who is connected. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, flag, id, oneOf, text, texts, words } from '../schemas.ts'
import {
  commas,
  entries,
  fields,
  folderId,
  ifMatch,
  item,
  offsetPaging,
  parent,
  sharedLink,
} from './inputs.ts'

const one = { folder_id: folderId }

export const folderTools = [
  get('BOX_LIST_ITEMS_IN_FOLDER', '/folders/{folder_id}/items', {
    name: 'List folder',
    description: 'List the files and folders in a folder.',
    important: true,
    path: { folder_id: { ...folderId, default: '0' } },
    query: {
      fields,
      sort: oneOf(['id', 'name', 'date', 'size'], 'What to sort by.'),
      direction: oneOf(['ASC', 'DESC'], 'Direction.'),
      ...offsetPaging,
    },
    style: commas,
    output: entries,
  }),
  get('BOX_GET_FOLDER_INFORMATION', '/folders/{folder_id}', {
    name: 'Get folder',
    description: 'Read a folder with its first 100 entries.',
    path: one,
    query: { fields },
    style: commas,
    output: item,
  }),
  post('BOX_CREATE_FOLDER', '/folders', {
    name: 'Create folder',
    description: 'Create a folder.',
    important: true,
    body: {
      name: id('Name.', { maxLength: 255 }),
      parent__id: id('Id of the folder to put it in; 0 is the top.'),
    },
    wire: { parent__id: 'parent.id' },
    required: ['name', 'parent__id'],
    output: item,
  }),
  put('BOX_UPDATE_FOLDER', '/folders/{folder_id}', {
    name: 'Update folder',
    description: 'Rename, move or describe a folder.',
    path: one,
    body: {
      name: text('New name.'),
      description: text('Text about it.', { maxLength: 256 }),
      parent: parent('Folder to move it to.'),
      tags: texts('Tags; they replace the old ones.'),
    },
    ...ifMatch,
    output: item,
  }),
  post('BOX_COPY_FOLDER', '/folders/{folder_id}/copy', {
    name: 'Copy folder',
    description: 'Copy a folder with all in it.',
    path: one,
    body: { parent: parent('Folder of the copy.'), name: text('Name of the copy.') },
    required: ['parent'],
    output: item,
  }),
  remove('BOX_DELETE_FOLDER', '/folders/{folder_id}', {
    name: 'Delete folder',
    description: 'Move a folder to the trash; with entries in it only with recursive.',
    path: one,
    query: { recursive: flag('Delete what is in it too.') },
    ...ifMatch,
  }),
  post('BOX_RESTORE_FOLDER', '/folders/{folder_id}', {
    name: 'Restore folder',
    description: 'Take a folder out of the trash.',
    path: one,
    body: {
      name: text('New name, when the old one is taken.'),
      parent: parent('Folder, when the old one is gone.'),
    },
    output: item,
  }),
  get('BOX_LIST_TRASHED_ITEMS', '/folders/trash/items', {
    name: 'List trash',
    description: 'List the files and folders in the trash.',
    query: { fields, ...offsetPaging },
    style: commas,
    output: entries,
  }),
  put('BOX_ADD_SHARED_LINK_TO_FOLDER', '/folders/{folder_id}', {
    name: 'Share folder by link',
    description: 'Get a link under which others can open a folder.',
    path: one,
    body: { shared_link: sharedLink },
    exec: { query: { fields: 'shared_link' }, body: { shared_link: {} } },
    output: item,
  }),
  get('BOX_GET_CURRENT_USER', '/users/me', {
    name: 'Get current user',
    description: 'Read who is connected, and how much space there is.',
    query: { fields },
    style: commas,
    output: answer({ id: words, name: words, login: words }),
  }),
  get('BOX_LIST_ENTERPRISE_USERS', '/users', {
    name: 'List users',
    description:
      'List the users of the company (administrators), or find one by the start of name or address.',
    query: { filter_term: text('Start of name or address.'), fields, ...offsetPaging },
    style: commas,
    output: entries,
  }),
] satisfies ToolkitInput['tools']
