/** Shared drives. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { inBody, inQuery, reads, replaces } from '../parameters.ts'
import { asAdministrator, pageSize, pageToken } from './inputs.ts'
import { canManageDrives, canSeeDrives } from './scopes.ts'

const drive = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    createdTime: { type: 'string' },
    hidden: { type: 'boolean' },
  },
} as const

const driveFields = 'id,name,createdTime,hidden,colorRgb,themeId,restrictions'

const driveId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the shared drive, from GOOGLEDRIVE_LIST_SHARED_DRIVES.',
}

export const driveTools = [
  {
    slug: 'GOOGLEDRIVE_LIST_SHARED_DRIVES',
    name: 'List shared drives',
    description: 'List the shared drives that the user belongs to.',
    tags: reads,
    scopes: canSeeDrives,
    input: {
      type: 'object',
      properties: {
        q: { type: 'string', description: "Drive search: name contains 'sales'." },
        pageSize: pageSize(100),
        pageToken,
        useDomainAdminAccess: asAdministrator,
      },
    },
    output: {
      type: 'object',
      properties: { drives: { type: 'array', items: drive }, nextPageToken: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/drives',
      parameters: inQuery('q', 'pageSize', 'pageToken', 'useDomainAdminAccess'),
    },
  },
  {
    slug: 'GOOGLEDRIVE_CREATE_DRIVE',
    name: 'Create shared drive',
    description: 'Create a shared drive. The same requestId never makes a second one.',
    tags: replaces,
    scopes: canManageDrives,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Name of the drive.' },
        requestId: {
          type: 'string',
          minLength: 1,
          description: 'A random id of your choice, such as a UUID.',
        },
      },
      required: ['name', 'requestId'],
    },
    output: drive,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/drives',
      parameters: [...inBody('name'), ...inQuery('requestId')],
    },
  },
  get('GOOGLEDRIVE_GET_DRIVE', '/drives/{drive_id}', {
    name: 'Get shared drive',
    description: 'Read name, looks and restrictions of a shared drive.',
    scopes: canSeeDrives,
    path: { drive_id: driveId },
    query: { use_domain_admin_access: asAdministrator },
    wire: { use_domain_admin_access: 'useDomainAdminAccess' },
    exec: { query: { fields: driveFields } },
    output: drive,
  }),
  patch('GOOGLEDRIVE_UPDATE_DRIVE', '/drives/{driveId}', {
    name: 'Update shared drive',
    description: 'Rename a shared drive, or change its looks or what its members may do. The rest stays.',
    scopes: canManageDrives,
    path: { driveId },
    query: { useDomainAdminAccess: asAdministrator },
    body: {
      name: { type: 'string', minLength: 1, description: 'New name.' },
      colorRgb: { type: 'string', description: 'Colour: #0f9d58. Not together with themeId.' },
      themeId: { type: 'string', description: 'Theme, which sets colour and picture.' },
      backgroundImageFile: {
        type: 'object',
        additionalProperties: true,
        description: 'Picture at the top: id of an image file, xCoordinate, yCoordinate and width (0 to 1).',
      },
      hidden: { type: 'boolean', description: 'Whether it is hidden from the usual view.' },
      restrictions: {
        type: 'object',
        description: 'What is restricted.',
        properties: Object.fromEntries(
          [
            'adminManagedRestrictions',
            'copyRequiresWriterPermission',
            'domainUsersOnly',
            'driveMembersOnly',
            'sharingFoldersRequiresOrganizerPermission',
          ].map((name) => [name, { type: 'boolean' }]),
        ),
      },
    },
    exec: { query: { fields: driveFields } },
    output: drive,
  }),
  remove('GOOGLEDRIVE_DELETE_DRIVE', '/drives/{driveId}', {
    name: 'Delete shared drive',
    description: 'Delete a shared drive for good. It has to be empty, unless allowItemDeletion is true.',
    scopes: canManageDrives,
    path: { driveId },
    query: {
      allowItemDeletion: {
        type: 'boolean',
        description: 'Delete what is in it, too. Needs useDomainAdminAccess.',
      },
      useDomainAdminAccess: asAdministrator,
    },
  }),
  post('GOOGLEDRIVE_HIDE_DRIVE', '/drives/{drive_id}/hide', {
    name: 'Hide shared drive',
    description: 'Hide a shared drive from the usual view of the user. Nothing in it changes.',
    tags: replaces,
    scopes: canManageDrives,
    path: { drive_id: driveId },
    output: drive,
  }),
  post('GOOGLEDRIVE_UNHIDE_DRIVE', '/drives/{driveId}/unhide', {
    name: 'Unhide shared drive',
    description: 'Show a shared drive in the usual view again.',
    tags: replaces,
    scopes: canManageDrives,
    path: { driveId },
    output: drive,
  }),
] satisfies ToolkitInput['tools']
