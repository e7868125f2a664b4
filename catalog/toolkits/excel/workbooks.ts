/** Workbooks as files, sessions, and who has access. */
import { fileInput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { driveId, graphTool, page, select, skipToken, top } from '../microsoft-graph.ts'
import { driveItem } from '../one_drive/inputs.ts'
import { answer, anything, arrayOf, flag, id, oneOf, record, several, text, words } from '../schemas.ts'
import { canRead, canWrite, itemId, workbookTool } from './inputs.ts'

const item = { item_id: itemId, drive_id: driveId }
const permission = answer({ id: words, roles: arrayOf(words), link: anything })

export const workbookTools = [
  graphTool({
    slug: 'EXCEL_LIST_FILES',
    name: 'Find workbooks',
    description: 'Find Excel files of a drive by words of their name and get their ids; .xlsx finds all.',
    call: "GET /{drive_id}/root/search(q='{search}')",
    important: true,
    scopes: canRead,
    path: { drive_id: driveId, search: text('Words to look for.', { default: '.xlsx' }) },
    query: { top: top(200), select, skip_token: skipToken },
    output: page(driveItem),
  }),
  graphTool({
    slug: 'EXCEL_CREATE_WORKBOOK',
    name: 'Create workbook',
    description: 'Put an Excel file into a folder as a new workbook.',
    call: 'PUT /{drive_id}/items/{parent_id}:/{name}:/content',
    scopes: canWrite,
    path: {
      drive_id: driveId,
      parent_id: text('Folder: "root" for the top, or the id of a folder.', { default: 'root' }),
      name: id('Name that ends in .xlsx.', { pattern: '\\.xlsx$' }),
    },
    body: { file: fileInput('An .xlsx file; Graph makes no workbook of nothing.') },
    required: ['file'],
    exec: { body_type: 'raw' },
    output: driveItem,
  }),
  graphTool({
    slug: 'EXCEL_GET_WORKBOOK',
    name: 'Get workbook',
    description: 'Read name, size, times and address of a workbook file.',
    call: 'GET /{drive_id}/items/{item_id}',
    scopes: canRead,
    path: item,
    query: { select },
    output: driveItem,
  }),
  workbookTool({
    slug: 'EXCEL_CREATE_SESSION',
    aliases: ['EXCEL_GET_SESSION'],
    name: 'Create session',
    description: 'Open a session for several calls on one workbook. Close it with EXCEL_CLOSE_SESSION.',
    call: 'POST /createSession',
    body: { persist_changes: flag('Whether changes are kept; without, they vanish with the session.') },
    required: ['persist_changes'],
    output: answer({ id: words, persistChanges: { type: 'boolean' } }),
  }),
  workbookTool({
    slug: 'EXCEL_CLOSE_SESSION',
    name: 'Close session',
    description: 'End a session; give its session_id.',
    call: 'POST /closeSession',
    required: ['session_id'],
  }),
  workbookTool({
    slug: 'EXCEL_LIST_NAMED_ITEMS',
    name: 'List named ranges',
    description: 'List the named ranges and constants of a workbook.',
    call: 'GET /names',
    output: page(answer({ name: words, type: words, value: {}, visible: { type: 'boolean' } })),
  }),
  workbookTool({
    slug: 'EXCEL_LIST_COMMENTS',
    name: 'List comments',
    description: 'List the comments of a workbook.',
    call: 'GET /comments',
    output: page(answer({ id: words, content: words, contentType: words })),
  }),
  graphTool({
    slug: 'EXCEL_LIST_WORKBOOK_PERMISSIONS',
    name: 'List permissions',
    description: 'See who has access to a workbook and by which links.',
    call: 'GET /{drive_id}/items/{item_id}/permissions',
    scopes: canRead,
    path: item,
    output: page(permission),
  }),
  graphTool({
    slug: 'EXCEL_ADD_WORKBOOK_PERMISSION',
    name: 'Share workbook',
    description: 'Give people access to a workbook and tell them by mail if wanted.',
    call: 'POST /{drive_id}/items/{item_id}/invite',
    scopes: canWrite,
    path: item,
    body: {
      recipients: several(record({ email: id('Email address.') }, 'A person.', ['email']), 'People.', {
        minItems: 1,
      }),
      roles: several(oneOf(['read', 'write'], 'Role.'), 'What they may do.', { minItems: 1 }),
      message: text('Text of the invitation.'),
      require_sign_in: flag('Whether they must sign in.'),
      send_invitation: flag('Whether they get a mail.'),
    },
    required: ['recipients', 'roles'],
    exec: { body: { requireSignIn: true, sendInvitation: true } },
    output: page(permission),
  }),
] satisfies ToolkitInput['tools']
