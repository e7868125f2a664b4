/** Creating, moving and deleting. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { driveId, graphTool } from '../microsoft-graph.ts'
import { answer, id, text, words } from '../schemas.ts'
import { canWriteFiles, conflict, conflictWire, driveItem, folderId, itemId, parentId } from './inputs.ts'

const item = { drive_id: driveId, item_id: itemId }
const etag = text('eTag of the item; the call fails when it has changed meanwhile.')

export const itemTools = [
  graphTool({
    slug: 'ONE_DRIVE_ONEDRIVE_CREATE_FOLDER',
    aliases: ['ONE_DRIVE_CREATE_FOLDER'],
    name: 'Create folder',
    description: 'Create a folder in a folder of a drive.',
    call: 'POST /{drive_id}/items/{parent_folder}/children',
    important: true,
    scopes: canWriteFiles,
    path: { drive_id: driveId, parent_folder: folderId },
    body: { name: id('Name of the folder.'), conflict_behavior: conflict },
    wire: { conflict_behavior: conflictWire },
    required: ['name'],
    exec: { body: { folder: {} } },
    output: driveItem,
  }),
  graphTool({
    slug: 'ONE_DRIVE_MOVE_ITEM',
    name: 'Move item',
    description: 'Move a file or folder to another folder of the same drive, with a new name if wanted.',
    call: 'PATCH /{drive_id}/items/{item_id}',
    important: true,
    scopes: canWriteFiles,
    path: item,
    body: { parent_id: parentId, name: text('New name.') },
    wire: { parent_id: 'parentReference.id' },
    required: ['parent_id'],
    output: driveItem,
  }),
  graphTool({
    slug: 'ONE_DRIVE_COPY_ITEM',
    name: 'Copy item',
    description:
      'Copy a file or folder to a folder, of another drive if wanted. The copy is made in the background and has a new id.',
    call: 'POST /{drive_id}/items/{item_id}/copy',
    scopes: canWriteFiles,
    path: item,
    body: {
      parent_id: parentId,
      parent_drive_id: text('Id of the other drive, when the folder is in one.'),
      name: text('Name of the copy.'),
    },
    wire: { parent_id: 'parentReference.id', parent_drive_id: 'parentReference.driveId' },
    required: ['parent_id'],
    exec: { response: { headers: { monitor_url: 'location' } } },
    output: answer({ monitor_url: words }),
  }),
  graphTool({
    slug: 'ONE_DRIVE_UPDATE_DRIVE_ITEM_METADATA',
    name: 'Rename or describe item',
    description: 'Change name or description of a file or folder.',
    call: 'PATCH /{drive_id}/items/{item_id}',
    scopes: canWriteFiles,
    path: item,
    body: { name: text('New name.'), description: text('New description.') },
    output: driveItem,
  }),
  graphTool({
    slug: 'ONE_DRIVE_DELETE_ITEM',
    name: 'Delete item',
    description: 'Move a file, or a folder with all in it, to the recycle bin.',
    call: 'DELETE /{drive_id}/items/{item_id}',
    important: true,
    scopes: canWriteFiles,
    path: item,
    headers: { if_match: etag },
    wire: { if_match: 'if-match' },
  }),
] satisfies ToolkitInput['tools']
