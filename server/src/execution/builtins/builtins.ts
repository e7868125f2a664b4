/** Every built-in, by the name that manifests use (`exec: { kind: 'builtin', name }`). */
import type { Builtin } from './builtin.ts'
import * as gmail from './gmail.ts'
import { getPeople } from './gmail-people.ts'
import * as googlecalendar from './googlecalendar.ts'
import { createDocumentFromMarkdown } from './googledocs.ts'
import * as googledrive from './googledrive.ts'
import * as googlesheets from './googlesheets.ts'
import * as sheetsLayout from './googlesheets-layout.ts'
import { todaysPosts } from './hackernews.ts'
import * as notion from './notion.ts'
import { duplicatePage } from './notion-copy.ts'
import * as outlook from './outlook.ts'
import * as jira from './jira.ts'
import { uploadFile } from './slack.ts'
import { updateVideo } from './youtube.ts'

export const builtins: ReadonlyMap<string, Builtin> = new Map([
  ['gmail.create_draft', gmail.createDraft],
  ['gmail.fetch_emails', gmail.fetchEmails],
  ['gmail.get_attachment', gmail.getAttachment],
  ['gmail.get_people', getPeople],
  ['gmail.read_message', gmail.readMessageById],
  ['gmail.reply_to_thread', gmail.replyToThread],
  ['gmail.send_email', gmail.sendEmail],
  ['googlecalendar.create_event', googlecalendar.createEvent],
  ['googlecalendar.current_date_time', googlecalendar.currentDateTime],
  ['googlecalendar.find_free_slots', googlecalendar.findFreeSlots],
  ['googlecalendar.patch_event', googlecalendar.patchEvent],
  ['googlecalendar.remove_attendee', googlecalendar.removeAttendee],
  ['googlecalendar.update_event', googlecalendar.updateEvent],
  ['googledocs.create_from_markdown', createDocumentFromMarkdown],
  ['googledrive.create_file_from_text', googledrive.createFileFromText],
  ['googledrive.find_folder', googledrive.findFolder],
  ['googledrive.update_comment', googledrive.updateComment],
  ['googledrive.upload_file', googledrive.uploadFile],
  ['googledrive.watch_changes', googledrive.watchChanges],
  ['googlesheets.aggregate_column', googlesheets.aggregateColumn],
  ['googlesheets.create_chart', sheetsLayout.createChart],
  ['googlesheets.create_column', sheetsLayout.createColumn],
  ['googlesheets.create_row', sheetsLayout.createRow],
  ['googlesheets.find_worksheet', googlesheets.findWorksheet],
  ['googlesheets.format_cell', sheetsLayout.formatCell],
  ['googlesheets.lookup_row', googlesheets.lookupRow],
  ['googlesheets.sheet_from_json', googlesheets.sheetFromJson],
  ['googlesheets.upsert_rows', googlesheets.upsertRows],
  ['hackernews.todays_posts', todaysPosts],
  ['notion.database_property', notion.databaseProperty],
  ['notion.duplicate_page', duplicatePage],
  ['notion.fetch_data', notion.fetchData],
  ['outlook.create_draft', outlook.createDraft],
  ['outlook.create_draft_reply', outlook.createDraftReply],
  ['outlook.create_event', outlook.createEvent],
  ['outlook.list_events', outlook.listEvents],
  ['outlook.list_messages', outlook.listMessages],
  ['outlook.reply_email', outlook.replyEmail],
  ['outlook.search_messages', outlook.searchMessages],
  ['outlook.send_email', outlook.sendEmail],
  ['outlook.update_event', outlook.updateEvent],
  ['jira.add_watcher', jira.addWatcher],
  ['jira.transition_issue', jira.transitionIssue],
  ['slack.upload_file', uploadFile],
  ['youtube.update_video', updateVideo],
])
