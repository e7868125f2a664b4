/** Who may see what. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  asAdministrator,
  fields,
  fileId,
  pageSize,
  pageToken,
  permission,
  supportsAllDrives,
} from './inputs.ts'
import { canSeeFiles, canWriteFiles } from './scopes.ts'

const roles = ['owner', 'organizer', 'fileOrganizer', 'writer', 'commenter', 'reader']

const permissionId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the permission, from GOOGLEDRIVE_LIST_PERMISSIONS.',
}

const permissionFields = 'id,type,role,emailAddress,domain,displayName,expirationTime'

export const sharingTools = [
  {
    slug: 'GOOGLEDRIVE_ADD_FILE_SHARING_PREFERENCE',
    name: 'Share file',
    description:
      'Give a person, a group, a domain or everyone with the link access to a file or folder. People are told by email unless send_notification_email is false.',
    tags: writes,
    important: true,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        file_id: fileId,
        role: { type: 'string', enum: roles, description: 'What they may do.' },
        type: {
          type: 'string',
          enum: ['user', 'group', 'domain', 'anyone'],
          description: 'Who gets access.',
        },
        email_address: { type: 'string', description: 'Email address; required for user and group.' },
        domain: { type: 'string', description: 'Domain; required for type domain.' },
        send_notification_email: { type: 'boolean', description: 'Whether to tell people by email.' },
        email_message: { type: 'string', description: 'Text to add to that email.' },
        transfer_ownership: { type: 'boolean', description: 'Must be true to make someone the owner.' },
      },
      required: ['file_id', 'role', 'type'],
    },
    output: permission,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/files/{file_id}/permissions',
      query: { supportsAllDrives: 'true', fields: permissionFields },
      parameters: [
        ...inPath('file_id'),
        ...inBody('role', 'type', 'domain'),
        { name: 'email_address', in: 'body', wire: 'emailAddress' },
        { name: 'send_notification_email', in: 'query', wire: 'sendNotificationEmail' },
        { name: 'email_message', in: 'query', wire: 'emailMessage' },
        { name: 'transfer_ownership', in: 'query', wire: 'transferOwnership' },
      ],
    },
  },
  {
    slug: 'GOOGLEDRIVE_LIST_PERMISSIONS',
    name: 'List permissions',
    description: 'List who has access to a file, folder or shared drive, and in which role.',
    tags: reads,
    scopes: canSeeFiles,
    input: {
      type: 'object',
      properties: {
        fileId,
        pageSize: pageSize(100),
        pageToken,
        fields: fields(`nextPageToken,permissions(${permissionFields})`),
        supportsAllDrives,
      },
      required: ['fileId'],
    },
    output: {
      type: 'object',
      properties: { permissions: { type: 'array', items: permission }, nextPageToken: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/files/{fileId}/permissions',
      parameters: [...inPath('fileId'), ...inQuery('pageSize', 'pageToken', 'fields', 'supportsAllDrives')],
    },
  },
  get('GOOGLEDRIVE_GET_PERMISSION', '/files/{file_id}/permissions/{permission_id}', {
    name: 'Get permission',
    description: 'Read one access to a file, folder or shared drive: who has it, in which role, until when.',
    scopes: canSeeFiles,
    path: { file_id: fileId, permission_id: permissionId },
    query: { supports_all_drives: supportsAllDrives, use_domain_admin_access: asAdministrator },
    wire: { supports_all_drives: 'supportsAllDrives', use_domain_admin_access: 'useDomainAdminAccess' },
    exec: { query: { fields: permissionFields } },
    output: permission,
  }),
  {
    slug: 'GOOGLEDRIVE_UPDATE_PERMISSION',
    name: 'Update permission',
    description: 'Change the role or the end of an access that someone already has.',
    tags: replaces,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: {
        fileId,
        permissionId,
        role: { type: 'string', enum: roles, description: 'What they may do from now on.' },
        expirationTime: { type: 'string', description: 'When the access ends, RFC 3339.' },
        removeExpiration: { type: 'boolean', description: 'Let the access last.' },
        transferOwnership: { type: 'boolean', description: 'Must be true to make someone the owner.' },
      },
      required: ['fileId', 'permissionId', 'role'],
    },
    output: permission,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/files/{fileId}/permissions/{permissionId}',
      query: { supportsAllDrives: 'true', fields: permissionFields },
      parameters: [
        ...inPath('fileId', 'permissionId'),
        ...inBody('role', 'expirationTime'),
        ...inQuery('removeExpiration', 'transferOwnership'),
      ],
    },
  },
  {
    slug: 'GOOGLEDRIVE_DELETE_PERMISSION',
    name: 'Delete permission',
    description: 'Take away an access to a file, folder or shared drive.',
    tags: destroys,
    scopes: canWriteFiles,
    input: {
      type: 'object',
      properties: { file_id: fileId, permission_id: permissionId },
      required: ['file_id', 'permission_id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/files/{file_id}/permissions/{permission_id}',
      query: { supportsAllDrives: 'true' },
      parameters: inPath('file_id', 'permission_id'),
    },
  },
] satisfies ToolkitInput['tools']
