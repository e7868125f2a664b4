/** The user, organizations, their members and keys. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, id, oneOf, several, textFields, texts } from '../schemas.ts'
import { many, one, org_id } from './inputs.ts'

const keyId = { type: 'integer', description: 'Id of the key.' }
const keyName = { key_name: id('Name of the key.') }
const newKey = answer({ id: { type: 'integer' }, ...textFields('key', 'name') })
const member = { org_id, member_id: id('Id of the member, from NEON_FETCH_ORGANIZATION_MEMBERS_BY_ID.') }
const role = oneOf(['admin', 'member'], 'What the member may do.')
/** Lists of keys come back as `items`. */
const keys = many('items', 'name', 'created_at')

export const organizationTools = [
  get('NEON_GET_CURRENT_USER_INFORMATION', '/users/me', {
    name: 'Get me',
    description: 'Say who is connected.',
    important: true,
    output: answer(textFields('id', 'email', 'name', 'plan')),
  }),
  get('NEON_GET_USER_ORGANIZATIONS', '/users/me/organizations', {
    name: 'List my organizations',
    description: 'List the organizations of the connected user.',
    output: many('organizations', 'id', 'name', 'handle'),
  }),
  post('NEON_TRANSFER_USER_PROJECTS_TO_ORGANIZATION', '/users/me/projects/transfer', {
    name: 'Move projects to organization',
    description: 'Move projects of the connected user into an organization.',
    body: { org_id, project_ids: texts('Ids of the projects.', { minItems: 1, maxItems: 400 }) },
    required: ['org_id', 'project_ids'],
  }),
  get('NEON_LIST_API_KEYS', '/api_keys', {
    name: 'List API keys',
    description: 'List the API keys of the connected user, without their secrets.',
    output: keys,
  }),
  post('NEON_CREATE_NEW_API_KEY', '/api_keys', {
    name: 'Create API key',
    description: 'Create an API key. Its secret is in the answer, once.',
    body: keyName,
    required: ['key_name'],
    output: newKey,
  }),
  remove('NEON_DELETE_API_KEY_BY_ID', '/api_keys/{key_id}', {
    name: 'Delete API key',
    description: 'End an API key at once.',
    path: { key_id: keyId },
  }),
  get('NEON_RETRIEVE_ORGANIZATION_BY_ID', '/organizations/{org_id}', {
    name: 'Get organization',
    description: 'Read one organization.',
    path: { org_id },
    output: answer(textFields('id', 'name', 'handle', 'plan')),
  }),
  get('NEON_FETCH_ORGANIZATION_MEMBERS_BY_ID', '/organizations/{org_id}/members', {
    name: 'List members of organization',
    description: 'List the members of an organization.',
    path: { org_id },
    output: many('members'),
  }),
  get('NEON_RETRIEVE_ORGANIZATION_MEMBER_INFO', '/organizations/{org_id}/members/{member_id}', {
    name: 'Get member of organization',
    description: 'Read one member of an organization.',
    path: member,
  }),
  patch('NEON_UPDATE_ORGANIZATION_MEMBER_ROLE', '/organizations/{org_id}/members/{member_id}', {
    name: 'Change role of member',
    description: 'Change what a member of an organization may do.',
    path: member,
    body: { role },
    required: ['role'],
  }),
  remove('NEON_DELETE_ORGANIZATION_MEMBER', '/organizations/{org_id}/members/{member_id}', {
    name: 'Remove member',
    description: 'Take a member out of an organization.',
    path: member,
  }),
  get('NEON_RETRIEVE_ORGANIZATION_INVITATIONS', '/organizations/{org_id}/invitations', {
    name: 'List invitations',
    description: 'List the invitations to an organization.',
    path: { org_id },
    output: many('invitations', 'id', 'email', 'role'),
  }),
  post('NEON_SEND_ORGANIZATION_INVITATIONS', '/organizations/{org_id}/invitations', {
    name: 'Invite to organization',
    description: 'Invite people into an organization.',
    path: { org_id },
    body: {
      invitations: several(
        { type: 'object', properties: { email: { type: 'string' }, role }, required: ['email', 'role'] },
        'The people.',
        { minItems: 1 },
      ),
    },
    required: ['invitations'],
    output: one('invitations'),
  }),
  get('NEON_GET_ORGANIZATION_API_KEYS', '/organizations/{org_id}/api_keys', {
    name: 'List keys of organization',
    description: 'List the API keys of an organization, without their secrets.',
    path: { org_id },
    output: keys,
  }),
  post('NEON_CREATE_API_KEY_FOR_ORGANIZATION', '/organizations/{org_id}/api_keys', {
    name: 'Create key of organization',
    description: 'Create an API key of an organization, for all projects or one.',
    path: { org_id },
    body: { ...keyName, project_id: { type: 'string', description: 'Only for this project, by id.' } },
    required: ['key_name'],
    output: newKey,
  }),
  remove('NEON_DELETE_ORGANIZATION_API_KEY', '/organizations/{org_id}/api_keys/{key_id}', {
    name: 'Delete key of organization',
    description: 'End an API key of an organization at once.',
    path: { org_id, key_id: keyId },
  }),
] satisfies ToolkitInput['tools']
