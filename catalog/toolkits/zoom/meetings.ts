/** Meetings, the people in them, and the person. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, flag, id, oneOf, text, whole, words } from '../schemas.ts'
import {
  event,
  listed,
  meeting,
  meetingId,
  occurrences,
  paging,
  registered,
  registrant,
  span,
  userId,
} from './inputs.ts'

const one = { meeting_id: meetingId }

export const meetingTools = [
  post('ZOOM_CREATE_A_MEETING', '/users/{user_id}/meetings', {
    aliases: ['ZOOM_CREATE_MEETING'],
    name: 'Create meeting',
    description: 'Set up a meeting and get its link to join. Zoom invites no one: send the link yourself.',
    important: true,
    path: { user_id: userId },
    body: event,
    required: ['topic'],
    output: meeting,
  }),
  get('ZOOM_LIST_MEETINGS', '/users/{user_id}/meetings', {
    name: 'List meetings',
    description: 'List the meetings of a person: scheduled, running or coming.',
    important: true,
    path: { user_id: userId },
    query: {
      type: oneOf(['scheduled', 'live', 'upcoming', 'upcoming_meetings', 'previous_meetings'], 'Which ones.'),
      ...span,
      ...paging,
    },
    output: listed('meetings'),
  }),
  get('ZOOM_GET_A_MEETING', '/meetings/{meeting_id}', {
    aliases: ['ZOOM_GET_MEETING'],
    name: 'Get meeting',
    description: 'Read a meeting with its link and settings.',
    important: true,
    path: one,
    query: {
      occurrence_id: text('Only this occurrence.'),
      show_previous_occurrences: flag('Past occurrences too.'),
    },
    output: meeting,
  }),
  patch('ZOOM_UPDATE_A_MEETING', '/meetings/{meeting_id}', {
    aliases: ['ZOOM_UPDATE_MEETING'],
    name: 'Update meeting',
    description: 'Change the given fields of a meeting.',
    important: true,
    path: one,
    query: { occurrence_id: text('Only this occurrence.') },
    body: event,
  }),
  remove('ZOOM_DELETE_A_MEETING', '/meetings/{meeting_id}', {
    aliases: ['ZOOM_DELETE_MEETING'],
    name: 'Delete meeting',
    description: 'Delete a meeting, or one occurrence of it.',
    path: one,
    query: {
      occurrence_id: text('Only this occurrence.'),
      schedule_for_reminder: flag('Tell the host by mail.'),
      cancel_meeting_reminder: flag('Tell those who registered.'),
    },
  }),
  post('ZOOM_ADD_A_MEETING_REGISTRANT', '/meetings/{meeting_id}/registrants', {
    name: 'Register for meeting',
    description: 'Register a person for a meeting that asks for registration.',
    important: true,
    path: one,
    query: { occurrence_ids: occurrences },
    body: registrant,
    required: ['email', 'first_name'],
    output: registered,
  }),
  get('ZOOM_LIST_MEETING_REGISTRANTS', '/meetings/{meeting_id}/registrants', {
    name: 'List registrants',
    description: 'List who is registered for a meeting.',
    path: one,
    query: { status: oneOf(['pending', 'approved', 'denied'], 'Only those in this state.'), ...paging },
    output: listed('registrants'),
  }),
  get('ZOOM_GET_PAST_MEETING_PARTICIPANTS', '/past_meetings/{meeting_id}/participants', {
    name: 'List participants',
    description: 'List who was in a meeting that is over.',
    important: true,
    path: { meeting_id: id('Number or UUID of the meeting; a UUID with / in it encoded twice.') },
    query: paging,
    output: listed('participants'),
  }),
  get('ZOOM_GET_A_MEETING_SUMMARY', '/meetings/{meeting_id}/meeting_summary', {
    name: 'Get summary',
    description: 'Read the summary that AI Companion made of a meeting.',
    important: true,
    path: { meeting_id: id('Number or UUID of the meeting.') },
    output: answer({
      summary_title: words,
      summary_overview: words,
      summary_content: words,
      next_steps: { type: 'array', items: words },
    }),
  }),
  get('ZOOM_GET_USER', '/users/{user_id}', {
    name: 'Get user',
    description: 'Read name, address and plan of a person.',
    path: { user_id: userId },
    output: answer({ id: words, email: words, display_name: words, type: { type: 'integer' } }),
  }),
  get('ZOOM_LIST_USERS', '/users', {
    name: 'List users',
    description: 'List the people of the account (administrators only).',
    query: { status: oneOf(['active', 'inactive', 'pending'], 'Only those in this state.'), ...paging },
    output: listed('users'),
  }),
  get('ZOOM_LIST_DEVICES', '/devices', {
    name: 'List devices',
    description: 'List the devices of the account (administrators only).',
    query: {
      search_text: text('Words of name, user or serial number.'),
      platform_os: oneOf(['win', 'mac', 'ipad', 'iphone', 'android', 'linux'], 'Only this system.'),
      device_status: whole('Only this state: 0 offline, 1 online, -1 unlinked.', { enum: [-1, 0, 1] }),
      ...paging,
    },
    output: listed('devices'),
  }),
] satisfies ToolkitInput['tools']
