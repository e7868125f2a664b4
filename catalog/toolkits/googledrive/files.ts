/** Files and folders. */
import { fileInput, fileOutput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { file, fileFields, fileId, fields, pageSize, pageToken, supportsAllDrives } from './inputs.ts'
import { canReadFiles, canSeeFiles, canWriteFiles } from './scopes.ts'

const query = (examples: string) => ({
  type: 'string',
  description: `Drive search: ${examples}. Terms join with and, or, not; a quote inside a value is written \\'.`,
})

const orderBy = {
  type: 'string',
  description: 'Order: modifiedTime desc, name, createdTime, folder …, several separated by commas.',
}

/** Where to look. */
const where = {
  corpora: {
    type: 'string',
    enum: ['user', 'drive', 'domain', 'allDrives'],
    description: 'Where to search; drive needs driveId.',
  },
  driveId: {
    type: 'string',
    description: 'Id of a shared drive, from GOOGLEDRIVE_LIST_SHARED_DRIVES.',
  },
  spaces: { type: 'string', enum: ['drive', 'appDataFolder'], description: 'Which space to search.' },
}

const files = {
  type: 'object',
  properties: {
    files: { type: 'array', items: file },
    nextPageToken: { type: 'string' },
    incompleteSearch: { type: 'boolean' },
  },
} as const

/** What can be said of a file besides its content. */
const texts = {
  name: { type: 'string', description: 'Name of the file.' },
  description: { type: 'string', description: 'Short description.' },
  starred: { type: 'boolean', description: 'Whether the user has starred it.' },
}

export const fileTools = [
  {
    slug: 'GOOGLEDRIVE_FIND_FILE',
    name: 'Find files',
    description:
      'Search for files and folders by name, content, type, folder, owner or time, and get their ids and links. Trashed ones are found too unless the query says trashed = false.',
    tags: reads,
    important: true,
    scopes: canSeeFiles,
    input: {
      type: 'object',
      properties: {
        q: query(
          "name contains 'budget', fullText contains 'q3 plan', mimeType = 'application/pdf', 'FOLDER_ID' in parents, modifiedTime > '2026-01-31T00:00:00', trashed = false",
        ),
        pageSize: pageSize(1000),
        orderBy,
        pageToken,
        fields: fields(`nextPageToken,incompleteSearch,files(${fileFields})`),
        ...where,
        includeItemsFromAllDrives: {
          type: 'boolean',
          default: true,
          description: 'Whether to find files of shared drives.',
        },
        supportsAllDrives,
      },
    },
    output: files,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/files',
      parameters: inQuery(
        'q',
        'pageSize',
        'orderBy',
        'pageToken',
        'fields',
        'corpora',
        'driveId',
        'spaces',
        'includeItemsFromAllDrives',
        'supportsAllDrives',
      ),
    },
  },
  {
    slug: 'GOOGLEDRIVE_LIST_FILES',
    name: 'List files',
    description:
      'List the files and folders of the user, most recent first unless orderBy says otherwise, page by page.',
    tags: reads,
    important: true,
    scopes: canSeeFiles,
    input: {
      type: 'object',
      properties: {
        q: query("'FOLDER_ID' in parents and trashed = false"),
        pageSize: pageSize(1000),
        orderBy: { ...orderBy, default: 'modifiedTime desc' },
        pageToken,
        fields: fields(`nextPageToken,incompleteSearch,files(${fileFields})`),
        ...where,
        includeItemsFromAllDrives: {
          type: 'boolean',
          default: true,
          description: 'Whether to list files of shared drives.',
        },
        supportsAllDrives,
      },
    },
    output: files,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/files',
      parameters: inQuery(
        'q',
        'pageSize',
        'orderBy',
        'pageToken',
        'fields',
        'corpora',
        'driveId',
        'spaces',
        'includeItemsFromAllDrives',
        'supportsAllDrives',
      ),
    },
  },
  {
    slug: 'GOOGLEDRIVE_GET_FILE_METADATA',
    name: 'Get file metadata',
    description:
      'Read what Drive knows of a file or folder: name, type, size, owners, folders, links. Not its content.',
    tags: reads,
    important: true,
    scopes: canSeeFiles,
    input: {
      type: 'object',
      properties: { fileId, fields: fields(fileFields), supportsAllDrives },
      required: ['fileId'],
    },
    output: file,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/files/{fileId}',
      parameters: [...inPath('fileId'), ...inQuery('fields', 'supportsAllDrives')],
    },
  },
  {
    slug: 'GOOGLEDRIVE_PARSE_FILE',
    name: 'Export Google file',
    description:
      'Read a Google document, sheet or presentation in another format, such as plain text. Other files cannot be exported.',
    tags: reads,
    important: true,
    scopes: canReadFiles,
    input: {
      type: 'object',
      properties: {
        file_id: fileId,
        mime_type: {
          type: 'string',
          default: 'text/plain',
          description:
            'Format: text/plain, text/markdown, text/html or application/pdf for documents, text/csv (first sheet only) for sheets, text/plain for presentations.',
        },
      },
      required: ['file_id'],
    },
    output: {
      type: 'object',
      properties: { text: { type: 'string', description: 'The content, for text formats.' } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/files/{file_id}/export',
      parameters: [...inPath('file_id'), { name: 'mime_type', in: 'query', wire: 'mimeType' }],
    },
  },
  {
    slug: 'GOOGLEDRIVE_DOWNLOAD_FILE',
    name: 'Download file',
    description:
      'Get the content of a file, as a link to download it from. For Google documents, sheets and presentations use GOOGLEDRIVE_PARSE_FILE.',
    tags: reads,
    important: true,
    scopes: canReadFiles,
    input: { type: 'object', properties: { file_id: fileId }, required: ['file_id'] },
    output: {
      type: 'object',
      properties: { downloaded_file_content: fileOutput('The file.') },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/files/{file_id}',
      query: { alt: 'media', supportsAllDrives: 'true' },
      parameters: inPath('file_id'),
      response: { file: 'downloaded_file_content' },
    },
  },
  {
    slug: 'GOOGLEDRIVE_UPLOAD_FILE',
    name: 'Upload file',
    description: 'Put a file into Drive, into a folder if wanted, under its own name.',
    tags: writes,
    important: true,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_to_upload: fileInput('The file.'),
        folder_to_upload_to: {
          type: 'string',
          description: 'Id of the folder, from GOOGLEDRIVE_FIND_FILE; My Drive when left out.',
        },
      },
      required: ['file_to_upload'],
    },
    output: file,
    exec: { kind: 'builtin', name: 'googledrive.upload_file' },
  },
  {
    slug: 'GOOGLEDRIVE_CREATE_FILE_FROM_TEXT',
    name: 'Create file from text',
    description: 'Put text into Drive as a new file, such as notes, CSV or JSON.',
    tags: writes,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_name: { type: 'string', minLength: 1, description: 'Name of the file, with its ending.' },
        text_content: { type: 'string', description: 'What is in it.' },
        mime_type: {
          type: 'string',
          description: 'Its type: text/csv, text/markdown …; text/plain when left out.',
        },
        parent_id: {
          type: 'string',
          description: 'Id of the folder, from GOOGLEDRIVE_FIND_FILE; My Drive when left out.',
        },
      },
      required: ['file_name', 'text_content'],
    },
    output: file,
    exec: { kind: 'builtin', name: 'googledrive.create_file_from_text' },
  },
  {
    slug: 'GOOGLEDRIVE_CREATE_FOLDER',
    name: 'Create folder',
    description: 'Create a folder, inside another one if wanted.',
    tags: writes,
    important: true,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        folder_name: { type: 'string', minLength: 1, description: 'Name of the folder.' },
        parents: {
          type: 'array',
          items: { type: 'string' },
          maxItems: 1,
          description:
            'Id of the folder to create it in, from GOOGLEDRIVE_FIND_FILE; My Drive when left out.',
        },
        parent_id: { type: 'string', minLength: 1, description: 'The same in place of parents, as one id.' },
      },
      required: ['folder_name'],
    },
    output: file,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files',
      query: { supportsAllDrives: 'true', fields: fileFields },
      body: { mimeType: 'application/vnd.google-apps.folder' },
      parameters: [
        { name: 'folder_name', in: 'body', wire: 'name' },
        ...inBody('parents'),
        { name: 'parent_id', in: 'body', wire: 'parents.0' },
      ],
    },
  },
  {
    slug: 'GOOGLEDRIVE_EDIT_FILE',
    name: 'Replace file content',
    description:
      'Replace the content of a file by a text. A Google document takes text/html or text/markdown, a Google sheet text/csv, which are converted. To make a new file use GOOGLEDRIVE_CREATE_FILE first.',
    tags: [...replaces, 'destructiveHint'],
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_id: fileId,
        content: { type: 'string', description: 'The new content.' },
        mime_type: {
          type: 'string',
          pattern: '^[a-z]+/[A-Za-z0-9.+-]+$',
          description: 'Media type of content; text/plain when left out.',
        },
      },
      required: ['file_id', 'content'],
    },
    output: file,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: 'https://www.googleapis.com/upload/drive/v3/files/{file_id}',
      query: { uploadType: 'media', supportsAllDrives: 'true', fields: fileFields },
      body_type: 'raw',
      parameters: [
        ...inPath('file_id'),
        { name: 'content', in: 'body' },
        { name: 'mime_type', in: 'header', wire: 'content-type' },
      ],
    },
  },
  {
    slug: 'GOOGLEDRIVE_CREATE_FILE',
    name: 'Create empty file',
    description:
      'Create a file without content, for example an empty Google document or sheet, in a folder of choice.',
    tags: writes,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        ...texts,
        mimeType: {
          type: 'string',
          description:
            'Type: application/vnd.google-apps.document, application/vnd.google-apps.spreadsheet, application/vnd.google-apps.presentation, application/vnd.google-apps.folder, or any media type.',
        },
        parents: {
          type: 'array',
          items: { type: 'string' },
          maxItems: 1,
          description: 'Id of the folder, from GOOGLEDRIVE_FIND_FILE; My Drive when left out.',
        },
        fields: fields(),
      },
      required: ['name', 'mimeType'],
    },
    output: file,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files',
      query: { supportsAllDrives: 'true', fields: fileFields },
      parameters: [...inBody('name', 'description', 'starred', 'mimeType', 'parents'), ...inQuery('fields')],
    },
  },
  {
    slug: 'GOOGLEDRIVE_COPY_FILE',
    name: 'Copy file',
    description: 'Copy a file, under a new name if wanted. Folders cannot be copied.',
    tags: writes,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_id: fileId,
        new_title: { type: 'string', description: 'Name of the copy; "Copy of …" when left out.' },
        parents: {
          type: 'array',
          items: { type: 'string' },
          maxItems: 1,
          description: 'Id of the folder for the copy; that of the original when left out.',
        },
      },
      required: ['file_id'],
    },
    output: file,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/{file_id}/copy',
      query: { supportsAllDrives: 'true', fields: fileFields },
      parameters: [
        ...inPath('file_id'),
        { name: 'new_title', in: 'body', wire: 'name' },
        ...inBody('parents'),
      ],
    },
  },
  {
    slug: 'GOOGLEDRIVE_MOVE_FILE',
    name: 'Move file',
    description: 'Put a file or folder into another folder. Name the old folder in remove_parents.',
    tags: replaces,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_id: fileId,
        add_parents: { type: 'string', minLength: 1, description: 'Id of the new folder.' },
        remove_parents: {
          type: 'string',
          description: 'Id of the folder to take it out of: parents of GOOGLEDRIVE_GET_FILE_METADATA.',
        },
      },
      required: ['file_id', 'add_parents'],
    },
    output: file,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/files/{file_id}',
      query: { supportsAllDrives: 'true', fields: fileFields },
      parameters: [
        ...inPath('file_id'),
        { name: 'add_parents', in: 'query', wire: 'addParents' },
        { name: 'remove_parents', in: 'query', wire: 'removeParents' },
      ],
    },
  },
  {
    slug: 'GOOGLEDRIVE_UPDATE_FILE_PUT',
    name: 'Update file metadata',
    description:
      'Rename a file or folder, change its description or star, trash it, or move it. The content stays.',
    tags: replaces,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        fileId,
        ...texts,
        mimeType: { type: 'string', description: 'New media type.' },
        trashed: { type: 'boolean', description: 'True moves it to the trash, false takes it back.' },
        addParents: { type: 'string', description: 'Folders to put it into, ids separated by commas.' },
        removeParents: { type: 'string', description: 'Folders to take it out of, ids separated by commas.' },
      },
      required: ['fileId'],
    },
    output: file,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/files/{fileId}',
      query: { supportsAllDrives: 'true', fields: fileFields },
      parameters: [
        ...inPath('fileId'),
        ...inBody('name', 'description', 'starred', 'mimeType', 'trashed'),
        ...inQuery('addParents', 'removeParents'),
      ],
    },
  },
  {
    slug: 'GOOGLEDRIVE_UNTRASH_FILE',
    name: 'Take file out of trash',
    description: 'Take a file or folder back out of the trash.',
    tags: replaces,
    scopes: canWriteFiles,
    input: { type: 'object', properties: { file_id: fileId }, required: ['file_id'] },
    output: file,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/files/{file_id}',
      query: { supportsAllDrives: 'true', fields: fileFields },
      body: { trashed: false },
      parameters: inPath('file_id'),
    },
  },
  {
    slug: 'GOOGLEDRIVE_GOOGLE_DRIVE_DELETE_FOLDER_OR_FILE_ACTION',
    name: 'Delete file or folder',
    description:
      'Delete a file, or a folder with all that is in it, for good, past the trash. It cannot be taken back; to trash it use GOOGLEDRIVE_UPDATE_FILE_PUT.',
    tags: destroys,
    scopes: canWriteFiles,
    input: { type: 'object', properties: { fileId, supportsAllDrives }, required: ['fileId'] },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/files/{fileId}',
      query: { supportsAllDrives: 'true' },
      parameters: [...inPath('fileId'), ...inQuery('supportsAllDrives')],
    },
  },
  {
    slug: 'GOOGLEDRIVE_EMPTY_TRASH',
    name: 'Empty trash',
    description: 'Delete everything in the trash for good. It cannot be taken back.',
    tags: destroys,
    scopes: { all_of: ['https://www.googleapis.com/auth/drive'] },
    input: {
      type: 'object',
      properties: {
        driveId: {
          type: 'string',
          description: 'Shared drive whose trash to empty; that of the user when left out.',
        },
      },
    },
    exec: { kind: 'http', method: 'DELETE', path: '/files/trash', parameters: inQuery('driveId') },
  },
] satisfies ToolkitInput['tools']
