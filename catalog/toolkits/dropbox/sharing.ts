/** Links, file requests and the account. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, reads, writes } from '../parameters.ts'
import { needs, path, sharedLink } from './inputs.ts'

export const sharingTools = [
  {
    slug: 'DROPBOX_CREATE_SHARED_LINK',
    name: 'Create shared link',
    description:
      'Make a lasting link to a file or folder. It fails where there is one already: see DROPBOX_LIST_SHARED_LINKS.',
    tags: writes,
    important: true,
    scopes: needs('sharing.write'),
    input: {
      type: 'object',
      properties: {
        path: path('What to share.'),
        audience: {
          type: 'string',
          enum: ['public', 'team', 'no_one'],
          description: 'Who can open it: everyone, members of the team, or people with access only.',
        },
        access: { type: 'string', enum: ['viewer', 'editor', 'max'], description: 'What they can do.' },
        link_password: { type: 'string', description: 'Password to open it; needs require_password.' },
        require_password: { type: 'boolean', description: 'Whether it needs a password.' },
        expires: { type: 'string', description: 'When it ends: 2026-01-31T09:00:00Z.' },
        allow_download: { type: 'boolean', description: 'Whether it can be downloaded.' },
      },
      required: ['path'],
    },
    output: sharedLink,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/sharing/create_shared_link_with_settings',
      parameters: [
        ...inBody('path'),
        { name: 'audience', in: 'body', wire: 'settings.audience' },
        { name: 'access', in: 'body', wire: 'settings.access' },
        { name: 'link_password', in: 'body', wire: 'settings.link_password' },
        { name: 'require_password', in: 'body', wire: 'settings.require_password' },
        { name: 'expires', in: 'body', wire: 'settings.expires' },
        { name: 'allow_download', in: 'body', wire: 'settings.allow_download' },
      ],
    },
  },
  {
    slug: 'DROPBOX_LIST_SHARED_LINKS',
    name: 'List shared links',
    description: 'List the links that the user has made, to one file or folder or to all.',
    tags: reads,
    scopes: needs('sharing.read'),
    input: {
      type: 'object',
      properties: {
        path: { type: 'string', description: 'Only links to this file or folder.' },
        direct_only: { type: 'boolean', description: 'Leave out links to folders above it.' },
        cursor: { type: 'string', description: 'Start of the next page: cursor of the previous answer.' },
      },
    },
    output: {
      type: 'object',
      properties: {
        links: { type: 'array', items: sharedLink },
        has_more: { type: 'boolean' },
        cursor: { type: 'string' },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/sharing/list_shared_links',
      parameters: inBody('path', 'direct_only', 'cursor'),
    },
  },
  {
    slug: 'DROPBOX_CREATE_FILE_REQUEST',
    name: 'Create file request',
    description: 'Make a link with which anyone can put files into a folder of the user.',
    tags: writes,
    scopes: needs('file_requests.write'),
    input: {
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 1, description: 'Title, which people read.' },
        destination: { type: 'string', pattern: '^/', description: 'Folder that the files go to: /Uploads.' },
        description: { type: 'string', description: 'Text for the people who are asked.' },
        deadline: {
          type: 'object',
          description: 'Until when; needs a paid plan.',
          properties: {
            deadline: { type: 'string', description: '2026-01-31T09:00:00Z' },
            allow_late_uploads: {
              type: 'string',
              enum: ['one_day', 'two_days', 'seven_days', 'thirty_days', 'always'],
            },
          },
          required: ['deadline'],
        },
        open: { type: 'boolean', description: 'False makes it closed at first.' },
      },
      required: ['title', 'destination'],
    },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        url: { type: 'string' },
        title: { type: 'string' },
        destination: { type: 'string' },
        is_open: { type: 'boolean' },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/file_requests/create',
      parameters: inBody('title', 'destination', 'description', 'deadline', 'open'),
    },
  },
  {
    slug: 'DROPBOX_GET_ABOUT_ME',
    name: 'Get account',
    description: 'Read whose Dropbox it is: name, email address, country and kind of account.',
    tags: reads,
    scopes: needs('account_info.read'),
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        account_id: { type: 'string' },
        name: { type: 'object', properties: { display_name: { type: 'string' } } },
        email: { type: 'string' },
        email_verified: { type: 'boolean' },
        country: { type: 'string' },
        account_type: { type: 'object', additionalProperties: true },
      },
    },
    exec: { kind: 'http', method: 'POST', path: '/users/get_current_account' },
  },
] satisfies ToolkitInput['tools']
