/** Tags. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { id, text } from '../schemas.ts'
import { comma, many, needs, one, optFields, paging, tagGid, workspaceGid } from './inputs.ts'

const looks = {
  color: text('Colour, such as dark-green, light-blue or none.'),
  notes: text('What the tag is for.'),
}

export const tagTools = [
  get('ASANA_GET_TAGS', '/tags', {
    name: 'List tags',
    description: 'List the tags of a workspace with their ids and names.',
    scopes: needs('tags:read'),
    query: { workspace: text('Id of the workspace.'), ...optFields, ...paging },
    style: comma,
    output: many(),
  }),
  get('ASANA_GET_TAG', '/tags/{tag_gid}', {
    name: 'Get tag',
    description: 'Read one tag.',
    scopes: needs('tags:read'),
    path: { tag_gid: tagGid },
    query: optFields,
    style: comma,
    output: one(),
  }),
  post('ASANA_CREATE_A_TAG_IN_A_WORKSPACE', '/workspaces/{workspace_gid}/tags', {
    name: 'Create tag',
    description: 'Create a tag in a workspace. The workspace of a tag cannot be changed.',
    scopes: needs('tags:write'),
    path: { workspace_gid: workspaceGid },
    body: { name: id('Name of the tag.'), ...looks },
    required: ['name'],
    under: 'data',
    output: one(),
  }),
  put('ASANA_UPDATE_TAG', '/tags/{tag_gid}', {
    name: 'Update tag',
    description: 'Change the name, colour or text of a tag.',
    scopes: needs('tags:write'),
    path: { tag_gid: tagGid },
    body: { name: text('New name.'), ...looks },
    under: 'data',
    output: one(),
  }),
  remove('ASANA_DELETE_TAG', '/tags/{tag_gid}', {
    name: 'Delete tag',
    description: 'Delete a tag, which takes it off all tasks.',
    scopes: needs('tags:write'),
    path: { tag_gid: tagGid },
  }),
] satisfies ToolkitInput['tools']
