/** Links and permissions. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { driveId, graphTool, page } from '../microsoft-graph.ts'
import { answer, anything, arrayOf, flag, id, oneOf, record, several, text, words } from '../schemas.ts'
import { canReadFiles, canWriteFiles, itemId } from './inputs.ts'

const item = { drive_id: driveId, item_id: itemId }
const permission = answer({ id: words, roles: arrayOf(words), link: anything, grantedToV2: anything })

export const sharingTools = [
  graphTool({
    slug: 'ONE_DRIVE_CREATE_LINK',
    name: 'Create sharing link',
    description: 'Get a link under which others can see or edit a file or folder.',
    call: 'POST /{drive_id}/items/{item_id}/createLink',
    important: true,
    scopes: canWriteFiles,
    path: item,
    body: {
      type: oneOf(['view', 'edit', 'embed'], 'What the link allows.'),
      scope: oneOf(
        ['anonymous', 'organization', 'users'],
        'Who can use it; the usual of the organization if left out.',
      ),
      password: text('Password to ask for (personal OneDrive only).'),
      expiration_date_time: text('When it ends, as 2026-01-31T00:00:00Z.'),
      retain_inherited_permissions: flag('Keep the permissions that come from the folder.'),
    },
    required: ['type'],
    output: permission,
  }),
  graphTool({
    slug: 'ONE_DRIVE_INVITE_USER_TO_DRIVE_ITEM',
    name: 'Share with people',
    description: 'Give people access to a file or folder and tell them by mail if wanted.',
    call: 'POST /{drive_id}/items/{item_id}/invite',
    important: true,
    scopes: canWriteFiles,
    path: item,
    body: {
      recipients: several(record({ email: id('Email address.') }, 'A person.', ['email']), 'People.', {
        minItems: 1,
      }),
      roles: {
        type: 'array',
        items: { type: 'string', enum: ['read', 'write', 'owner'] },
        minItems: 1,
        description: 'What they may do.',
      },
      message: text('Text of the invitation.'),
      require_sign_in: flag('Whether they must sign in.'),
      send_invitation: flag('Whether they get a mail.'),
      expiration_date_time: text('When access ends, as 2026-01-31T00:00:00Z.'),
    },
    required: ['recipients', 'roles'],
    exec: { body: { requireSignIn: true, sendInvitation: true } },
    output: page(permission),
  }),
  graphTool({
    slug: 'ONE_DRIVE_GET_ITEM_PERMISSIONS',
    name: 'List permissions',
    description: 'See who has access to a file or folder and by which links.',
    call: 'GET /{drive_id}/items/{item_id}/permissions',
    scopes: canReadFiles,
    path: item,
    output: page(permission),
  }),
  graphTool({
    slug: 'ONE_DRIVE_DELETE_PERMISSION',
    name: 'Remove permission',
    description: 'Take back a link or the access of a person.',
    call: 'DELETE /{drive_id}/items/{item_id}/permissions/{permission_id}',
    scopes: canWriteFiles,
    path: { ...item, permission_id: id('Id of the permission, from ONE_DRIVE_GET_ITEM_PERMISSIONS.') },
  }),
  graphTool({
    slug: 'ONE_DRIVE_LIST_SUBSCRIPTIONS',
    name: 'List subscriptions',
    description: 'List the change notifications that this app has asked for.',
    call: 'GET /subscriptions',
    scopes: canReadFiles,
    output: page(answer({ id: words, resource: words, notificationUrl: words, expirationDateTime: words })),
  }),
] satisfies ToolkitInput['tools']
