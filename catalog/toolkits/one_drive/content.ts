/** Content of files. */
import { fileInput, fileOutput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { driveId, graphTool, page } from '../microsoft-graph.ts'
import { reads } from '../parameters.ts'
import { answer, anything, id, oneOf, text, words } from '../schemas.ts'
import { canReadFiles, canWriteFiles, conflict, driveItem, folderId, itemId } from './inputs.ts'

const inDrive = { drive_id: driveId }

export const contentTools = [
  graphTool({
    slug: 'ONE_DRIVE_DOWNLOAD_FILE',
    name: 'Download file',
    description: 'Get the content of a file, as it is or turned into PDF.',
    call: 'GET /{drive_id}/items/{item_id}/content',
    important: true,
    scopes: canReadFiles,
    path: { ...inDrive, item_id: itemId },
    query: { format: oneOf(['pdf', 'html', 'glb', 'jpg'], 'Turn it into this; as it is if left out.') },
    exec: { response: { file: 'content' } },
    output: answer({ content: fileOutput('The file.') }),
  }),
  graphTool({
    slug: 'ONE_DRIVE_ONEDRIVE_UPLOAD_FILE',
    aliases: ['ONE_DRIVE_UPLOAD_FILE'],
    name: 'Upload file',
    description: 'Put a file of at most 250 MB into a folder.',
    call: 'PUT /{drive_id}/items/{folder}:/{file_name}:/content',
    important: true,
    scopes: canWriteFiles,
    path: { ...inDrive, folder: folderId, file_name: id('Name with its ending, such as report.pdf.') },
    query: { conflict_behavior: conflict },
    body: { file: fileInput('The file.') },
    wire: { conflict_behavior: '@microsoft.graph.conflictBehavior' },
    required: ['file'],
    exec: { body_type: 'raw' },
    output: driveItem,
  }),
  graphTool({
    slug: 'ONE_DRIVE_ONEDRIVE_CREATE_TEXT_FILE',
    aliases: ['ONE_DRIVE_CREATE_TEXT_FILE'],
    name: 'Create text file',
    description: 'Write a text into a new file of a folder.',
    call: 'PUT /{drive_id}/items/{folder}:/{name}:/content',
    important: true,
    scopes: canWriteFiles,
    path: { ...inDrive, folder: folderId, name: id('Name with its ending, such as notes.txt.') },
    query: { conflict_behavior: conflict },
    body: { content: text('The text.') },
    wire: { conflict_behavior: '@microsoft.graph.conflictBehavior' },
    required: ['content'],
    exec: { body_type: 'raw' },
    output: driveItem,
  }),
  graphTool({
    slug: 'ONE_DRIVE_GET_ITEM_THUMBNAILS',
    name: 'Get thumbnails',
    description: 'Get addresses of small pictures of a file.',
    call: 'GET /{drive_id}/items/{item_id}/thumbnails',
    scopes: canReadFiles,
    path: { ...inDrive, item_id: itemId },
    output: page(answer({ id: words, small: anything, medium: anything, large: anything })),
  }),
  graphTool({
    slug: 'ONE_DRIVE_GET_ITEM_VERSIONS',
    name: 'List versions',
    description: 'List the earlier versions of a file.',
    call: 'GET /{drive_id}/items/{item_id}/versions',
    scopes: canReadFiles,
    path: { ...inDrive, item_id: itemId },
    output: page(answer({ id: words, lastModifiedDateTime: words, size: { type: 'integer' } })),
  }),
  graphTool({
    slug: 'ONE_DRIVE_PREVIEW_DRIVE_ITEM',
    name: 'Get preview link',
    description: 'Get a short-lived address under which a file can be shown in a page.',
    call: 'POST /{drive_id}/items/{item_id}/preview',
    tags: reads,
    scopes: canReadFiles,
    path: { ...inDrive, item_id: itemId },
    body: {
      page: text('Page or name to open at.'),
      zoom: { type: 'number', description: 'Zoom to open with.' },
    },
    output: answer({ getUrl: words, postUrl: words }),
  }),
] satisfies ToolkitInput['tools']
