/** Files and folders. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, reads, replaces, writes } from '../parameters.ts'
import { autorename, changed, entries, entry, needs, path } from './inputs.ts'

const canSee = needs('files.metadata.read')
const canWrite = needs('files.content.write')

const fromTo = {
  from_path: path('What to take.'),
  to_path: path('Where to put it, with its name.'),
  autorename,
  allow_ownership_transfer: {
    type: 'boolean' as const,
    description: 'Allow it where the owner changes by it.',
  },
}

export const fileTools = [
  {
    slug: 'DROPBOX_LIST_FILES_IN_FOLDER',
    name: 'List folder',
    description:
      'List the files and folders in a folder. With has_more, go on with DROPBOX_LIST_FILES_IN_FOLDER_CONTINUE.',
    tags: reads,
    important: true,
    scopes: canSee,
    input: {
      type: 'object',
      properties: {
        path: {
          type: 'string',
          default: '',
          description: 'The folder, such as /Reports; empty for the root.',
        },
        recursive: { type: 'boolean', description: 'List what is in the folders below too.' },
        include_deleted: { type: 'boolean', description: 'List deleted files too.' },
        include_mounted_folders: {
          type: 'boolean',
          description: 'False leaves out shared folders and team folders.',
        },
        limit: {
          type: 'integer',
          minimum: 1,
          maximum: 2000,
          description: 'About how many to return at once.',
        },
      },
    },
    output: entries,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/list_folder',
      body: { path: '' },
      parameters: inBody('path', 'recursive', 'include_deleted', 'include_mounted_folders', 'limit'),
    },
  },
  {
    slug: 'DROPBOX_LIST_FILES_IN_FOLDER_CONTINUE',
    name: 'List folder, next page',
    description: 'List the next files of a folder, or what has changed since the cursor was made.',
    tags: reads,
    scopes: canSee,
    input: {
      type: 'object',
      properties: {
        cursor: {
          type: 'string',
          minLength: 1,
          description: 'cursor of DROPBOX_LIST_FILES_IN_FOLDER or of the previous page.',
        },
      },
      required: ['cursor'],
    },
    output: entries,
    exec: { kind: 'http', method: 'POST', path: '/files/list_folder/continue', parameters: inBody('cursor') },
  },
  {
    slug: 'DROPBOX_SEARCH_FILE_OR_FOLDER',
    name: 'Search files',
    description: 'Find files and folders by name or content.',
    tags: reads,
    important: true,
    scopes: canSee,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          minLength: 1,
          maxLength: 1000,
          description: 'Words of the name or content.',
        },
        path: { type: 'string', description: 'Folder to search in; everywhere when left out.' },
        max_results: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          description: 'How many to return at most; 100 when left out.',
        },
        filename_only: { type: 'boolean', description: 'Search names only.' },
        file_status: {
          type: 'string',
          enum: ['active', 'deleted'],
          description: 'Whether to find deleted files.',
        },
        file_extensions: {
          type: 'array',
          items: { type: 'string' },
          description: 'Only these extensions: ["pdf","docx"].',
        },
        file_categories: {
          type: 'array',
          items: {
            type: 'string',
            enum: [
              'image',
              'document',
              'pdf',
              'spreadsheet',
              'presentation',
              'audio',
              'video',
              'folder',
              'paper',
              'others',
            ],
          },
          description: 'Only these kinds.',
        },
      },
      required: ['query'],
    },
    output: {
      type: 'object',
      properties: {
        matches: {
          type: 'array',
          items: {
            type: 'object',
            properties: { metadata: { type: 'object', properties: { metadata: entry } } },
          },
        },
        has_more: { type: 'boolean' },
        cursor: { type: 'string' },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/search_v2',
      parameters: [
        ...inBody('query'),
        { name: 'path', in: 'body', wire: 'options.path' },
        { name: 'max_results', in: 'body', wire: 'options.max_results' },
        { name: 'filename_only', in: 'body', wire: 'options.filename_only' },
        { name: 'file_status', in: 'body', wire: 'options.file_status' },
        { name: 'file_extensions', in: 'body', wire: 'options.file_extensions' },
        { name: 'file_categories', in: 'body', wire: 'options.file_categories' },
      ],
    },
  },
  {
    slug: 'DROPBOX_GET_METADATA',
    name: 'Get metadata',
    description: 'Read name, size, times and id of one file or folder.',
    tags: reads,
    scopes: canSee,
    input: {
      type: 'object',
      properties: {
        path: path('The file or folder.'),
        include_deleted: { type: 'boolean', description: 'Read deleted ones too.' },
      },
      required: ['path'],
    },
    output: entry,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/get_metadata',
      parameters: inBody('path', 'include_deleted'),
    },
  },
  {
    slug: 'DROPBOX_GET_TEMPORARY_LINK',
    name: 'Get download link',
    description:
      'Get a link from which the content of a file can be downloaded for four hours, by anyone who has it.',
    tags: reads,
    important: true,
    scopes: needs('files.content.read'),
    input: { type: 'object', properties: { path: path('The file.') }, required: ['path'] },
    output: { type: 'object', properties: { link: { type: 'string' }, metadata: entry } },
    exec: { kind: 'http', method: 'POST', path: '/files/get_temporary_link', parameters: inBody('path') },
  },
  {
    slug: 'DROPBOX_SAVE_URL',
    name: 'Save from URL',
    description:
      'Have Dropbox fetch a public URL and save it as a file. Large files are saved in the background.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        path: {
          type: 'string',
          pattern: '^/',
          description: 'Where to save it, with its name: /Reports/2026.pdf.',
        },
        url: { type: 'string', minLength: 1, description: 'The URL to fetch.' },
      },
      required: ['path', 'url'],
    },
    output: {
      type: 'object',
      properties: {
        '.tag': { type: 'string', description: 'complete, or async_job_id while it is under way.' },
        async_job_id: { type: 'string' },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/files/save_url', parameters: inBody('path', 'url') },
  },
  {
    slug: 'DROPBOX_CREATE_FOLDER',
    name: 'Create folder',
    description: 'Create a folder, with those above it where they are missing.',
    tags: writes,
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        path: { type: 'string', pattern: '^/', description: 'Path of the folder: /Reports/2026.' },
        autorename,
      },
      required: ['path'],
    },
    output: changed,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/create_folder_v2',
      parameters: inBody('path', 'autorename'),
    },
  },
  {
    slug: 'DROPBOX_MOVE_FILE_OR_FOLDER',
    name: 'Move file or folder',
    description: 'Move a file or folder to another place, or rename it.',
    tags: replaces,
    scopes: canWrite,
    input: { type: 'object', properties: fromTo, required: ['from_path', 'to_path'] },
    output: changed,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/move_v2',
      parameters: inBody('from_path', 'to_path', 'autorename', 'allow_ownership_transfer'),
    },
  },
  {
    slug: 'DROPBOX_COPY_FILE_OR_FOLDER',
    name: 'Copy file or folder',
    description: 'Copy a file or folder to another place.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { from_path: fromTo.from_path, to_path: fromTo.to_path, autorename },
      required: ['from_path', 'to_path'],
    },
    output: changed,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/copy_v2',
      parameters: inBody('from_path', 'to_path', 'autorename'),
    },
  },
  {
    slug: 'DROPBOX_DELETE_FILE_OR_FOLDER',
    name: 'Delete file or folder',
    description: 'Delete a file, or a folder with all that is in it. A person can restore it for some time.',
    tags: destroys,
    scopes: canWrite,
    input: { type: 'object', properties: { path: path('What to delete.') }, required: ['path'] },
    output: changed,
    exec: { kind: 'http', method: 'POST', path: '/files/delete_v2', parameters: inBody('path') },
  },
] satisfies ToolkitInput['tools']
