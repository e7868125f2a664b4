import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, pollConfig, shape } from '../trigger-kit.ts'

export const googledriveTriggers: TriggerInput[] = [
  {
    slug: 'GOOGLEDRIVE_GOOGLE_DRIVE_CHANGES',
    name: 'Files changed',
    description:
      'Fires for each file or shared drive that is added, changed, moved or removed, as Drive’s change log tells it.',
    config: pollConfig({}),
    payload: shape({}),
    poll: {
      call: http('GET', '/changes', {
        query: {
          pageToken: '{{state.cursor}}',
          includeRemoved: 'true',
          includeItemsFromAllDrives: 'true',
          supportsAllDrives: 'true',
          pageSize: '100',
        },
      }),
      items: 'changes',
      page: 'nextPageToken',
      id: '{{item.changeType|default:file}}:{{item.fileId|default:}}{{item.driveId|default:}}:{{item.time}}',
      cursor: {
        kind: 'token',
        next: 'newStartPageToken',
        start: {
          call: http('GET', '/changes/startPageToken', { query: { supportsAllDrives: 'true' } }),
          token: 'startPageToken',
        },
      },
    },
  },
]
