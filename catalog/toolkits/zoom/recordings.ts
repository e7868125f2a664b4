/** Recordings and reports. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, remove } from '../calls.ts'
import { answer, flag, id, listOf, oneOf, text, whole, words } from '../schemas.ts'
import { listed, paging, span, userId } from './inputs.ts'

const one = { meeting_id: id('Number or UUID of the meeting; a UUID that starts with / encoded twice.') }

export const recordingTools = [
  get('ZOOM_LIST_ALL_RECORDINGS', '/users/{user_id}/recordings', {
    aliases: ['ZOOM_LIST_RECORDINGS'],
    name: 'List recordings',
    description: 'List the cloud recordings of a person in a span of at most a month.',
    important: true,
    path: { user_id: userId },
    query: { ...span, ...paging, trash: flag('Those in the trash instead.') },
    output: listed('meetings'),
  }),
  get('ZOOM_GET_MEETING_RECORDINGS', '/meetings/{meeting_id}/recordings', {
    name: 'Get recordings of meeting',
    description: 'List the recordings and transcripts of a meeting with links to download.',
    important: true,
    path: one,
    query: { include_fields: text('download_access_token, for a token to download with.') },
    output: answer({ topic: words, recording_files: listOf(), share_url: words }),
  }),
  remove('ZOOM_DELETE_MEETING_RECORDINGS', '/meetings/{meeting_id}/recordings', {
    name: 'Delete recordings of meeting',
    description: 'Move all recordings of a meeting to the trash, or delete them for good.',
    path: one,
    query: { action: oneOf(['trash', 'delete'], 'trash keeps them for 30 days; trash if left out.') },
  }),
  get('ZOOM_LIST_ARCHIVED_FILES', '/archive_files', {
    name: 'List archived files',
    description: 'List the archived meetings of the account.',
    query: {
      from: text('Start, as 2026-01-01T00:00:00Z.'),
      to: text('End, at most 7 days later.'),
      query_date_type: oneOf(['meeting_start_time', 'archive_complete_time'], 'Which time counts.'),
      ...paging,
    },
    output: listed('meetings'),
  }),
  get('ZOOM_GET_DAILY_USAGE_REPORT', '/report/daily', {
    name: 'Get daily usage',
    description: 'Read how many meetings, people and minutes there were on each day of a month.',
    query: {
      year: whole('Year.'),
      month: whole('Month.', { minimum: 1, maximum: 12 }),
      group_id: text('Only this group.'),
    },
    output: answer({ dates: listOf(), month: { type: 'integer' }, year: { type: 'integer' } }),
  }),
] satisfies ToolkitInput['tools']
