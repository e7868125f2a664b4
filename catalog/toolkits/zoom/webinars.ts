/** Webinars. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { flag, text } from '../schemas.ts'
import {
  event,
  listed,
  meeting,
  occurrences,
  paging,
  registered,
  registrant,
  userId,
  webinarId,
} from './inputs.ts'

const one = { webinar_id: webinarId }

export const webinarTools = [
  get('ZOOM_LIST_WEBINARS', '/users/{user_id}/webinars', {
    name: 'List webinars',
    description: 'List the webinars of a person.',
    path: { user_id: userId },
    query: paging,
    output: listed('webinars'),
  }),
  get('ZOOM_GET_A_WEBINAR', '/webinars/{webinar_id}', {
    name: 'Get webinar',
    description: 'Read a webinar with its link and settings.',
    path: one,
    query: {
      occurrence_id: text('Only this occurrence.'),
      show_previous_occurrences: flag('Past occurrences too.'),
    },
    output: meeting,
  }),
  post('ZOOM_CREATE_A_WEBINAR', '/users/{user_id}/webinars', {
    name: 'Create webinar',
    description: 'Set up a webinar and get its link (needs a webinar plan).',
    path: { user_id: userId },
    body: event,
    required: ['topic'],
    output: meeting,
  }),
  patch('ZOOM_UPDATE_A_WEBINAR', '/webinars/{webinar_id}', {
    name: 'Update webinar',
    description: 'Change the given fields of a webinar.',
    path: one,
    body: event,
  }),
  remove('ZOOM_DELETE_A_WEBINAR', '/webinars/{webinar_id}', {
    name: 'Delete webinar',
    description: 'Delete a webinar, or one occurrence of it.',
    path: one,
    query: { occurrence_id: text('Only this occurrence.') },
  }),
  post('ZOOM_ADD_A_WEBINAR_REGISTRANT', '/webinars/{webinar_id}/registrants', {
    name: 'Register for webinar',
    description: 'Register a person for a webinar.',
    path: one,
    query: { occurrence_ids: occurrences },
    body: registrant,
    required: ['email', 'first_name'],
    output: registered,
  }),
  get('ZOOM_LIST_WEBINAR_PARTICIPANTS', '/past_webinars/{webinar_id}/participants', {
    name: 'List webinar participants',
    description: 'List who was in a webinar that is over.',
    path: one,
    query: paging,
    output: listed('participants'),
  }),
] satisfies ToolkitInput['tools']
