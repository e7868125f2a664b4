import { expect } from 'vitest'
import { listWith, type Row } from './row.ts'

const mail = '/gmail/v1/users/me'
const events = '/calendar/v3/calendars/primary/events'
const headers = (subject: string) => ({
  payload: { headers: listWith({ name: 'Subject', value: subject }) },
})

export const gmailRows: readonly Row[] = [
  {
    tool: 'GMAIL_SEND_EMAIL',
    as: 'sent',
    args: { recipient_email: 'ada@example.com', subject: 'Report of May', body: 'Hello ☕' },
    asks: { path: `${mail}/messages/{{sent.id}}` },
    shows: { threadId: '{{sent.threadId}}', labelIds: listWith('SENT'), ...headers('Report of May') },
  },
  {
    tool: 'GMAIL_REPLY_TO_THREAD',
    as: 'reply',
    args: { thread_id: '{{sent.threadId}}', message_body: 'Hello back' },
    asks: { path: `${mail}/threads/{{sent.threadId}}` },
    shows: { messages: [{ id: '{{sent.id}}' }, { id: '{{reply.id}}', ...headers('Re: Report of May') }] },
  },
  {
    tool: 'GMAIL_FETCH_EMAILS',
    args: { query: 'subject:Report', max_results: 5 },
    gives: {
      messages: listWith({ subject: 'Report of May', messageText: expect.stringContaining('Hello ☕') }),
    },
  },
  {
    tool: 'GMAIL_FETCH_MESSAGE_BY_MESSAGE_ID',
    args: { message_id: '{{sent.id}}' },
    gives: { id: '{{sent.id}}', threadId: '{{sent.threadId}}' },
  },
  {
    tool: 'GMAIL_FETCH_MESSAGE_BY_THREAD_ID',
    args: { thread_id: '{{sent.threadId}}' },
    gives: { messages: [{ id: '{{sent.id}}' }, { id: '{{reply.id}}' }] },
  },
  {
    tool: 'GMAIL_LIST_THREADS',
    args: {},
    gives: { threads: listWith({ id: '{{sent.threadId}}' }) },
  },
  {
    tool: 'GMAIL_CREATE_LABEL',
    as: 'label',
    args: { label_name: 'Later' },
    asks: { path: `${mail}/labels/{{label.id}}` },
    shows: { name: 'Later' },
  },
  {
    tool: 'GMAIL_LIST_LABELS',
    args: {},
    gives: { labels: listWith({ id: '{{label.id}}', name: 'Later' }) },
  },
  {
    tool: 'GMAIL_ADD_LABEL_TO_EMAIL',
    args: { message_id: '{{sent.id}}', add_label_ids: ['{{label.id}}'] },
    asks: { path: `${mail}/messages?labelIds={{label.id}}` },
    shows: { messages: [{ id: '{{sent.id}}' }] },
  },
  {
    tool: 'GMAIL_PATCH_LABEL',
    args: { id: '{{label.id}}', name: 'Soon' },
    gives: { id: '{{label.id}}', name: 'Soon' },
    asks: { path: `${mail}/labels/{{label.id}}` },
    shows: { name: 'Soon', labelListVisibility: 'labelShow' },
  },
  {
    tool: 'GMAIL_CREATE_EMAIL_DRAFT',
    as: 'draft',
    args: { recipient_email: 'bob@example.com', subject: 'Not yet', body: 'Words.' },
    asks: { path: `${mail}/drafts/{{draft.id}}` },
    shows: { message: headers('Not yet') },
  },
  {
    tool: 'GMAIL_SEND_DRAFT',
    as: 'gone',
    args: { draft_id: '{{draft.id}}' },
    asks: { path: `${mail}/messages/{{gone.id}}` },
    shows: { labelIds: listWith('SENT'), ...headers('Not yet') },
  },
  {
    tool: 'GMAIL_MOVE_TO_TRASH',
    args: { message_id: '{{gone.id}}' },
    asks: { path: `${mail}/messages/{{gone.id}}` },
    shows: { labelIds: listWith('TRASH') },
  },
]

export const googledriveRows: readonly Row[] = [
  {
    tool: 'GOOGLEDRIVE_CREATE_FOLDER',
    as: 'folder',
    args: { folder_name: 'Reports' },
    asks: { path: '/drive/v3/files/{{folder.id}}' },
    shows: { name: 'Reports', mimeType: 'application/vnd.google-apps.folder' },
  },
  {
    tool: 'GOOGLEDRIVE_CREATE_FOLDER',
    as: 'year',
    args: { folder_name: '2027', parent_id: '{{folder.id}}' },
    asks: { path: '/drive/v3/files/{{year.id}}' },
    shows: { name: '2027', parents: ['{{folder.id}}'] },
  },
  {
    tool: 'GOOGLEDRIVE_UPLOAD_FILE',
    as: 'file',
    args: { file_to_upload: '{{uploaded}}', folder_to_upload_to: '{{folder.id}}' },
    asks: { path: '/drive/v3/files/{{file.id}}?alt=media' },
    shows: 'what a report says',
  },
  {
    tool: 'GOOGLEDRIVE_CREATE_FILE_FROM_TEXT',
    as: 'list',
    args: { file_name: 'list.csv', text_content: 'a,b\n1,☕', mime_type: 'text/csv' },
    gives: { name: 'list.csv', mimeType: 'text/csv' },
    asks: { path: '/drive/v3/files/{{list.id}}?alt=media' },
    shows: 'a,b\n1,☕',
  },
  {
    tool: 'GOOGLEDRIVE_GET_FILE_METADATA',
    args: { fileId: '{{file.id}}' },
    gives: { name: 'report.txt', mimeType: 'text/plain' },
  },
  {
    tool: 'GOOGLEDRIVE_FIND_FILE',
    args: { q: "'{{folder.id}}' in parents and mimeType = 'text/plain'" },
    gives: { files: [{ id: '{{file.id}}' }] },
  },
  {
    tool: 'GOOGLEDRIVE_CREATE_SHORTCUT_TO_FILE',
    as: 'shortcut',
    args: { name: 'To the report', target_id: '{{file.id}}', parents: ['{{folder.id}}'] },
    asks: { path: '/drive/v3/files/{{shortcut.id}}' },
    shows: {
      name: 'To the report',
      mimeType: 'application/vnd.google-apps.shortcut',
      parents: ['{{folder.id}}'],
    },
  },
  {
    tool: 'GOOGLEDRIVE_FIND_FOLDER',
    args: { name_exact: '2027', parent_folder_id: '{{folder.id}}' },
    gives: { files: [{ id: '{{year.id}}' }] },
  },
  {
    tool: 'GOOGLEDRIVE_LIST_FILES',
    args: {},
    gives: { files: listWith({ id: '{{folder.id}}' }) },
  },
  {
    tool: 'GOOGLEDRIVE_DOWNLOAD_FILE',
    args: { file_id: '{{file.id}}' },
    gives: { downloaded_file_content: { s3url: expect.any(String), mimetype: 'text/plain' } },
  },
]

const slot = (from: string, to: string) => ({
  start: expect.stringMatching(`^2027-01-11T${from}:00`),
  end: expect.stringMatching(`^2027-01-11T${to}:00`),
})

export const googlecalendarRows: readonly Row[] = [
  {
    tool: 'GOOGLECALENDAR_LIST_CALENDARS',
    args: {},
    gives: { items: [{ id: 'ada@example.com', primary: true }] },
  },
  {
    tool: 'GOOGLECALENDAR_CREATE_EVENT',
    as: 'event',
    args: {
      summary: 'Retro',
      start_datetime: '2027-01-11T09:00:00Z',
      event_duration_minutes: 30,
      create_meeting_room: false,
    },
    asks: { path: events },
    shows: {
      items: [{ summary: 'Retro', start: { dateTime: expect.stringMatching(/^2027-01-11T09:00:00/) } }],
    },
  },
  { tool: 'GOOGLECALENDAR_FIND_EVENT', args: { query: 'Retro' }, gives: { items: [{ summary: 'Retro' }] } },
  {
    tool: 'GOOGLECALENDAR_SYNC_EVENTS',
    args: { calendar_id: 'ada@example.com', max_results: 10 },
    gives: { items: [{ id: '{{event.id}}', summary: 'Retro' }] },
  },
  { tool: 'GOOGLECALENDAR_EVENTS_LIST', args: {}, gives: { items: [{ summary: 'Retro' }] } },
  {
    tool: 'GOOGLECALENDAR_FIND_FREE_SLOTS',
    args: { time_min: '2027-01-11T08:00:00Z', time_max: '2027-01-11T11:00:00Z', timezone: 'UTC' },
    gives: { calendars: { primary: { free: [slot('08:00', '09:00'), slot('09:30', '11:00')] } } },
  },
  {
    tool: 'GOOGLECALENDAR_DELETE_EVENT',
    args: { event_id: '{{event.id}}' },
    asks: { path: events },
    shows: { items: [] },
  },
]
