/** What belongs to an incident: notes, status updates, alerts and its history. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import {
  from,
  fromHeader,
  incidentId,
  include,
  inList,
  limit,
  listOf,
  offset,
  one,
  timeZone,
} from './inputs.ts'
import { reading, writing } from './scopes.ts'

export const notesTools = [
  {
    slug: 'PAGERDUTY_POST_INCIDENT_NOTE_USING_ID',
    name: 'Add note',
    description: 'Write a note on an incident, for those who work on it.',
    tags: writes,
    important: true,
    scopes: writing('incidents'),
    input: {
      type: 'object',
      properties: {
        id: incidentId,
        content: { type: 'string', minLength: 1, description: 'Text of the note.' },
        from,
      },
      required: ['id', 'content'],
    },
    output: one('note'),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/incidents/{id}/notes',
      parameters: [...inPath('id'), { name: 'content', in: 'body', wire: 'note.content' }, fromHeader],
    },
  },
  {
    slug: 'PAGERDUTY_RETRIEVE_NOTES_FOR_INCIDENT',
    name: 'List notes',
    description: 'Read the notes of an incident.',
    tags: reads,
    scopes: reading('incidents'),
    input: { type: 'object', properties: { id: incidentId }, required: ['id'] },
    output: listOf('notes'),
    exec: { kind: 'http', method: 'GET', path: '/incidents/{id}/notes', parameters: inPath('id') },
  },
  {
    slug: 'PAGERDUTY_POST_INCIDENT_STATUS_UPDATE',
    name: 'Send status update',
    description: 'Tell the subscribers of an incident how it stands.',
    tags: writes,
    scopes: writing('incidents'),
    input: {
      type: 'object',
      properties: {
        id: incidentId,
        message: { type: 'string', minLength: 1, description: 'What to tell them.' },
        subject: { type: 'string', description: 'Subject of the mail; needs html_message.' },
        html_message: { type: 'string', description: 'Text of the mail as HTML; needs subject.' },
        from,
      },
      required: ['id', 'message'],
    },
    output: one('status_update'),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/incidents/{id}/status_updates',
      parameters: [...inPath('id'), ...inBody('message', 'subject', 'html_message'), fromHeader],
    },
  },
  {
    slug: 'PAGERDUTY_GET_ALERTS_BY_INCIDENT_ID',
    name: 'List alerts of incident',
    description: 'Read the alerts that an incident is made of, with what the monitoring tool sent.',
    tags: reads,
    scopes: reading('incidents'),
    input: {
      type: 'object',
      properties: {
        id: incidentId,
        statuses: {
          type: 'array',
          items: { type: 'string', enum: ['triggered', 'resolved'] },
          description: 'Only these statuses.',
        },
        limit,
        offset,
      },
      required: ['id'],
    },
    output: listOf('alerts'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/incidents/{id}/alerts',
      parameters: [...inPath('id'), ...inList('statuses'), ...inQuery('limit', 'offset')],
    },
  },
  {
    slug: 'PAGERDUTY_GET_INCIDENT_LOG_ENTRIES_BY_ID',
    name: 'List history of incident',
    description: 'Read what happened to an incident: who was told, who acknowledged, who resolved.',
    tags: reads,
    scopes: reading('incidents'),
    input: {
      type: 'object',
      properties: {
        id: incidentId,
        is_overview: { type: 'boolean', description: 'Only the most important entries.' },
        include: include('incidents, services, channels, teams'),
        time_zone: timeZone,
        limit,
        offset,
      },
      required: ['id'],
    },
    output: listOf('log_entries'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/incidents/{id}/log_entries',
      parameters: [
        ...inPath('id'),
        ...inList('include'),
        ...inQuery('is_overview', 'time_zone', 'limit', 'offset'),
      ],
    },
  },
] satisfies ToolkitInput['tools']
