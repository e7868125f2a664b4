/** Folders by name, shortcuts, and ids of things to come. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { reads } from '../parameters.ts'
import { file, fileFields, fileId, pageSize, pageToken, supportsAllDrives } from './inputs.ts'
import { canSeeFiles, canWriteFiles } from './scopes.ts'

const text = (description: string) => ({ type: 'string', minLength: 1, description })

export const folderTools = [
  {
    slug: 'GOOGLEDRIVE_FIND_FOLDER',
    name: 'Find folders',
    description:
      'Find folders by name, by what is said of them, by parent or by time, outside the trash. Without conditions: all folders.',
    tags: reads,
    scopes: canSeeFiles,
    input: {
      type: 'object',
      properties: {
        name_exact: text('The whole name.'),
        name_contains: text('Start of a word of the name.'),
        name_not_contains: text('Start of a word that the name must not have.'),
        full_text_contains: text('Words in name or description.'),
        full_text_not_contains: text('Words that must not be in name or description.'),
        modified_after: text('Only folders changed after this time, RFC 3339: 2026-01-31T00:00:00Z.'),
        starred: { type: 'boolean', description: 'Only starred folders, or only others.' },
        parent_folder_id: text('Id of the folder that they are in; root for the top of My Drive.'),
        page_size: pageSize(1000),
        page_token: pageToken,
      },
    },
    output: {
      type: 'object',
      properties: { files: { type: 'array', items: file }, nextPageToken: { type: 'string' } },
    },
    exec: { kind: 'builtin', name: 'googledrive.find_folder' },
  },
  post('GOOGLEDRIVE_CREATE_SHORTCUT_TO_FILE', '/files', {
    name: 'Create shortcut',
    description: 'Create a shortcut to a file or folder, so that it shows in another place without a copy.',
    scopes: canWriteFiles,
    query: {
      supportsAllDrives,
      ignoreDefaultVisibility: {
        type: 'boolean',
        description: 'Keep it private where the domain shows files.',
      },
      includeLabels: { type: 'string', description: 'Ids of labels to show, with commas between.' },
      includePermissionsForView: {
        type: 'string',
        enum: ['published'],
        description: 'Further permissions to show.',
      },
      keepRevisionForever: { type: 'boolean', description: 'Keep its first state for good.' },
    },
    body: {
      name: { type: 'string', minLength: 1, description: 'Name of the shortcut.' },
      target_id: { ...fileId, description: 'Id of what it leads to, from GOOGLEDRIVE_FIND_FILE.' },
      target_mime_type: {
        type: 'string',
        description: 'Type of what it leads to; Drive knows it by itself.',
      },
      parents: {
        type: 'array',
        items: { type: 'string' },
        maxItems: 1,
        description: 'Id of the folder to put it into; My Drive when left out.',
      },
    },
    wire: { target_id: 'shortcutDetails.targetId', target_mime_type: 'shortcutDetails.targetMimeType' },
    required: ['name', 'target_id'],
    exec: {
      query: { fields: `${fileFields},shortcutDetails` },
      body: { mimeType: 'application/vnd.google-apps.shortcut' },
    },
    output: {
      ...file,
      properties: { ...file.properties, shortcutDetails: { type: 'object', additionalProperties: true } },
    },
  }),
  get('GOOGLEDRIVE_GENERATE_IDS', '/files/generateIds', {
    name: 'Generate file ids',
    description: 'Get ids for files that are still to be created or copied.',
    scopes: canWriteFiles,
    query: {
      count: { type: 'integer', minimum: 1, maximum: 1000, description: 'How many; 10 when left out.' },
      space: { type: 'string', enum: ['drive', 'appDataFolder'], description: 'Where they can be used.' },
      type: {
        type: 'string',
        enum: ['files', 'shortcuts'],
        description: 'What they are for; files when left out.',
      },
    },
    output: {
      type: 'object',
      properties: { ids: { type: 'array', items: { type: 'string' } }, space: { type: 'string' } },
    },
  }),
] satisfies ToolkitInput['tools']
