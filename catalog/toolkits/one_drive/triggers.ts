import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, pollConfig, whole, wholePayload } from '../trigger-kit.ts'

type Match = NonNullable<NonNullable<TriggerInput['poll']>['match']>

/** The drive tells of an old file too when it is changed. */
const made = { path: 'createdDateTime', since_start: true as const }

const types: readonly [slug: string, event: string, name: string, description: string, match: Match][] = [
  [
    'FILE_CREATED',
    'file_created',
    'File added',
    'Fires for each file that appears in the drive.',
    [{ path: 'file', present: true }, made, { path: 'deleted', present: false }],
  ],
  [
    'FOLDER_CREATED',
    'folder_created',
    'Folder added',
    'Fires for each folder that appears in the drive.',
    [{ path: 'folder', present: true }, made, { path: 'deleted', present: false }],
  ],
  [
    'ITEM_DELETED',
    'item_deleted',
    'Item removed',
    'Fires for each file or folder that is removed from the drive.',
    [{ path: 'deleted', present: true }],
  ],
  [
    'ITEM_UPDATED',
    'item_updated',
    'Item changed',
    'Fires for each file or folder of the drive that is added or changed.',
    [{ path: 'deleted', present: false }],
  ],
]

/** What tells one happening from the next: a thing is made and removed once, but changed often. */
const identity = (event: string) =>
  event === 'item_updated' ? '{{item.id}}:{{item.lastModifiedDateTime|default:}}' : '{{item.id}}'

export const oneDriveTriggers: TriggerInput[] = types.map(([slug, event, name, description, match]) => ({
  slug: `ONE_DRIVE_ONE_DRIVE_${slug}_TRIGGER`,
  name,
  description,
  config: pollConfig(
    {},
    {
      drive_path: {
        type: 'string',
        default: '/',
        description: 'Kept for older callers; the whole drive is watched.',
      },
      include_deleted: { type: 'boolean', default: true, description: 'Kept for older callers.' },
    },
  ),
  payload: wholePayload('item', 'The file or folder as Microsoft Graph describes it.'),
  poll: {
    call: http('GET', '/me/drive/root/delta', { query: { token: 'latest' } }),
    items: 'value',
    match,
    id: identity(event),
    cursor: { kind: 'delta' },
  },
  map: whole(event, 'item'),
}))
