/** What has changed in Drive: the log of changes, and channels that tell of them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { replaces, writes } from '../parameters.ts'
import { fields, file, fileFields, pageSize, supportsAllDrives } from './inputs.ts'
import { canSeeFiles } from './scopes.ts'

const driveId = {
  type: 'string',
  description: 'Shared drive whose log is meant; the log of the user when left out.',
}

const pageToken = {
  type: 'string',
  minLength: 1,
  description:
    'Where in the log to start: from GOOGLEDRIVE_GET_CHANGES_START_PAGE_TOKEN, or nextPageToken or newStartPageToken of an earlier answer.',
}

const restrictToMyDrive = { type: 'boolean', description: 'Leave out what is only shared with the user.' }
const includeRemoved = { type: 'boolean', default: true, description: 'Tell of removed items, too.' }
const includeCorpusRemovals = {
  type: 'boolean',
  description: 'Tell of items that left the log but that the user still sees.',
}
const includeItemsFromAllDrives = {
  type: 'boolean',
  default: true,
  description: 'Tell of items of shared drives, too.',
}
const spaces = {
  type: 'string',
  description: 'Spaces to look at: drive, appDataFolder, with a comma between.',
}
const includeLabels = { type: 'string', description: 'Ids of labels to show, with commas between.' }
const includePermissionsForView = {
  type: 'string',
  enum: ['published'],
  description: 'Further permissions to show.',
}

const channel = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    resourceId: { type: 'string', description: 'Needed to stop the channel.' },
    resourceUri: { type: 'string' },
    token: { type: 'string' },
    expiration: { type: 'string', description: 'When it ends, in milliseconds since 1970.' },
  },
} as const

export const changeTools = [
  get('GOOGLEDRIVE_GET_CHANGES_START_PAGE_TOKEN', '/changes/startPageToken', {
    name: 'Get start of changes',
    description:
      'Get the token of now in the log of changes, from which GOOGLEDRIVE_LIST_CHANGES goes on later.',
    scopes: canSeeFiles,
    query: { driveId, supportsAllDrives },
    output: { type: 'object', properties: { startPageToken: { type: 'string' } } },
  }),
  get('GOOGLEDRIVE_LIST_CHANGES', '/changes', {
    name: 'List changes',
    description:
      'List what was added, changed or removed since a token. Keep newStartPageToken of the last page for the next time.',
    scopes: canSeeFiles,
    query: {
      pageToken,
      driveId,
      pageSize: pageSize(1000),
      includeRemoved,
      includeItemsFromAllDrives,
      includeCorpusRemovals,
      restrictToMyDrive,
      spaces,
      includeLabels,
      includePermissionsForView,
      supportsAllDrives,
      fields: fields(
        `nextPageToken,newStartPageToken,changes(changeType,time,removed,fileId,file(${fileFields}),driveId,drive(id,name))`,
      ),
    },
    required: ['pageToken'],
    output: {
      type: 'object',
      properties: {
        changes: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              changeType: { type: 'string', description: 'file or drive.' },
              time: { type: 'string' },
              removed: { type: 'boolean' },
              fileId: { type: 'string' },
              file,
              driveId: { type: 'string' },
            },
          },
        },
        nextPageToken: { type: 'string' },
        newStartPageToken: { type: 'string', description: 'On the last page: where to go on later.' },
      },
    },
  }),
  {
    slug: 'GOOGLEDRIVE_WATCH_CHANGES',
    name: 'Watch changes',
    description:
      'Have Drive call an HTTPS address whenever something changes, until the channel ends. It says that, not what; list the changes to learn it. Stop it with GOOGLEDRIVE_STOP_WATCH_CHANNEL.',
    tags: writes,
    scopes: canSeeFiles,
    input: {
      type: 'object',
      properties: {
        id: {
          type: 'string',
          minLength: 1,
          maxLength: 64,
          description: 'An id of your choice, such as a UUID.',
        },
        address: { type: 'string', minLength: 1, description: 'HTTPS address that Drive calls.' },
        type: { type: 'string', default: 'web_hook', description: 'How it is told: web_hook.' },
        page_token: { ...pageToken, description: `${pageToken.description} From now on when left out.` },
        drive_id: driveId,
        token: {
          type: 'string',
          maxLength: 256,
          description: 'A text that every call carries, to know it by.',
        },
        expiration: {
          type: 'integer',
          description: 'When the channel ends, in milliseconds since 1970; a week from now at most.',
        },
        params: {
          type: 'object',
          additionalProperties: true,
          description: 'Further options of the channel.',
        },
        include_removed: includeRemoved,
        include_items_from_all_drives: includeItemsFromAllDrives,
        include_corpus_removals: includeCorpusRemovals,
        include_labels: includeLabels,
        include_permissions_for_view: includePermissionsForView,
        restrict_to_my_drive: restrictToMyDrive,
        spaces,
        page_size: pageSize(1000),
        supports_all_drives: supportsAllDrives,
      },
      required: ['id', 'address'],
    },
    output: channel,
    exec: { kind: 'builtin', name: 'googledrive.watch_changes' },
  },
  post('GOOGLEDRIVE_STOP_WATCH_CHANNEL', '/channels/stop', {
    name: 'Stop channel',
    description: 'Stop the calls of a channel, by the two ids that the tool that opened it answered.',
    tags: replaces,
    scopes: canSeeFiles,
    body: {
      id: { type: 'string', minLength: 1, description: 'id of the channel.' },
      resourceId: { type: 'string', minLength: 1, description: 'resourceId of the channel.' },
      token: { type: 'string', description: 'Its token, where it has one.' },
      resourceUri: { type: 'string', description: 'As it was answered; not needed.' },
      expiration: { type: 'string', description: 'As it was answered; not needed.' },
      kind: { type: 'string', description: 'As it was answered; not needed.' },
      channelType: { type: 'string', description: 'Type of the channel; not needed.' },
      address: { type: 'string', description: 'Address that it calls; not needed.' },
      params: { type: 'object', additionalProperties: true, description: 'Its options; not needed.' },
      payload: { type: 'boolean', description: 'Whether its calls have a body; not needed.' },
    },
    wire: { channelType: 'type' },
    required: ['id', 'resourceId'],
  }),
] satisfies ToolkitInput['tools']
