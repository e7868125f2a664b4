/** Where tasks live: spaces, folders and lists. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, flag, id, listOf, open, text, whole } from '../schemas.ts'
import { archived, folderId, listId, many, millis, one, spaceId, teamId } from './inputs.ts'

const listContent = {
  content: text('Text about the list.'),
  due_date: millis('When it is due'),
  priority: whole('1 urgent, 2 high, 3 normal, 4 low.', { minimum: 1, maximum: 4 }),
  assignee: whole('Id of the person in charge.'),
  status: text('Colour of the list.'),
}

const tagFields = {
  name: id('Name of the tag.'),
  tag_fg: text('Colour of the text, such as #ffffff.'),
  tag_bg: text('Colour behind it, such as #000000.'),
}

export const placeTools = [
  get('CLICKUP_GET_SPACES', '/team/{team_id}/space', {
    name: 'List spaces',
    description: 'List the spaces of a workspace with their ids and statuses.',
    important: true,
    path: { team_id: teamId },
    query: archived,
    output: many('spaces'),
  }),
  get('CLICKUP_GET_SPACE', '/space/{space_id}', {
    aliases: ['CLICKUP_SPACES_GET_SPACE_DETAILS', 'CLICKUP_SPACES_GET_DETAILS'],
    name: 'Get space',
    description: 'Read one space with its statuses and features.',
    path: { space_id: spaceId },
    output: one,
  }),
  post('CLICKUP_CREATE_SPACE', '/team/{team_id}/space', {
    name: 'Create space',
    description: 'Create a space in a workspace.',
    path: { team_id: teamId },
    body: {
      name: id('Name of the space.'),
      multiple_assignees: flag('Whether a task can be for several people.', { default: true }),
      features: open('Features to switch on, such as {"due_dates": {"enabled": true}}.'),
    },
    required: ['name'],
    output: one,
  }),
  put('CLICKUP_UPDATE_SPACE', '/space/{space_id}', {
    name: 'Update space',
    description: 'Rename a space or change its colour, privacy and features.',
    path: { space_id: spaceId },
    body: {
      name: text('New name.'),
      color: text('New colour, such as #7B68EE.'),
      private: flag('Whether it is private.'),
      multiple_assignees: flag('Whether a task can be for several people.'),
      features: open('Features to switch on or off.'),
    },
    output: one,
  }),
  remove('CLICKUP_DELETE_SPACE', '/space/{space_id}', {
    name: 'Delete space',
    description: 'Delete a space with everything in it.',
    path: { space_id: spaceId },
  }),
  get('CLICKUP_GET_SPACE_TAGS', '/space/{space_id}/tag', {
    name: 'List tags',
    description: 'List the tags of a space.',
    path: { space_id: spaceId },
    output: answer({ tags: listOf() }),
  }),
  post('CLICKUP_CREATE_SPACE_TAG', '/space/{space_id}/tag', {
    name: 'Create tag',
    description: 'Create a tag in a space.',
    path: { space_id: spaceId },
    body: tagFields,
    required: ['name'],
    under: 'tag',
  }),
  get('CLICKUP_GET_FOLDERS', '/space/{space_id}/folder', {
    aliases: ['CLICKUP_FOLDERS_GET_CONTENTS_OF'],
    name: 'List folders',
    description: 'List the folders of a space with the lists in them.',
    important: true,
    path: { space_id: spaceId },
    query: archived,
    output: many('folders'),
  }),
  get('CLICKUP_GET_FOLDER', '/folder/{folder_id}', {
    aliases: ['CLICKUP_FOLDERS_GET_FOLDER_CONTENT'],
    name: 'Get folder',
    description: 'Read one folder with its lists.',
    path: { folder_id: folderId },
    output: one,
  }),
  post('CLICKUP_CREATE_FOLDER', '/space/{space_id}/folder', {
    aliases: ['CLICKUP_FOLDERS_CREATE_NEW_FOLDER'],
    name: 'Create folder',
    description: 'Create a folder in a space.',
    path: { space_id: spaceId },
    body: { name: id('Name of the folder.') },
    required: ['name'],
    output: one,
  }),
  put('CLICKUP_UPDATE_FOLDER', '/folder/{folder_id}', {
    name: 'Rename folder',
    description: 'Give a folder another name.',
    path: { folder_id: folderId },
    body: { name: id('New name.') },
    required: ['name'],
    output: one,
  }),
  remove('CLICKUP_DELETE_FOLDER', '/folder/{folder_id}', {
    name: 'Delete folder',
    description: 'Delete a folder with its lists and tasks.',
    path: { folder_id: folderId },
  }),
  get('CLICKUP_GET_LISTS', '/folder/{folder_id}/list', {
    aliases: ['CLICKUP_LISTS_GET_FOLDER_LISTS'],
    name: 'List lists of folder',
    description: 'List the lists of a folder with their ids.',
    important: true,
    path: { folder_id: folderId },
    query: archived,
    output: many('lists'),
  }),
  get('CLICKUP_GET_FOLDERLESS_LISTS', '/space/{space_id}/list', {
    name: 'List lists without folder',
    description: 'List the lists of a space that are in no folder.',
    important: true,
    path: { space_id: spaceId },
    query: archived,
    output: many('lists'),
  }),
  get('CLICKUP_GET_LIST', '/list/{list_id}', {
    name: 'Get list',
    description: 'Read one list with its statuses.',
    path: { list_id: listId },
    output: one,
  }),
  post('CLICKUP_CREATE_LIST', '/folder/{folder_id}/list', {
    name: 'Create list',
    description: 'Create a list in a folder.',
    path: { folder_id: folderId },
    body: { name: id('Name of the list.'), ...listContent },
    required: ['name'],
    output: one,
  }),
  post('CLICKUP_CREATE_FOLDERLESS_LIST', '/space/{space_id}/list', {
    name: 'Create list without folder',
    description: 'Create a list directly in a space.',
    path: { space_id: spaceId },
    body: { name: id('Name of the list.'), ...listContent },
    required: ['name'],
    output: one,
  }),
  put('CLICKUP_UPDATE_LIST', '/list/{list_id}', {
    name: 'Update list',
    description: 'Rename a list, or change its text, date, priority or person in charge.',
    path: { list_id: listId },
    body: { name: text('New name.'), ...listContent, unset_status: flag('Take its colour off.') },
    output: one,
  }),
  remove('CLICKUP_DELETE_LIST', '/list/{list_id}', {
    name: 'Delete list',
    description: 'Delete a list with its tasks.',
    path: { list_id: listId },
  }),
  get('CLICKUP_GET_LIST_MEMBERS', '/list/{list_id}/member', {
    aliases: ['CLICKUP_MEMBERS_GET_LIST_USERS'],
    name: 'List people of list',
    description: 'List the people who can see a list, with their ids.',
    path: { list_id: listId },
    output: answer({ members: listOf() }),
  }),
] satisfies ToolkitInput['tools']
