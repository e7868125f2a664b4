/** What callers of Google Drive get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const googledriveGuidance: ToolkitGuidance = {
  pitfalls: [
    'Names are not unique and paths do not exist: find a file or folder by search and go on with its id.',
  ],
  tools: {
    GOOGLEDRIVE_FIND_FILE: {
      pitfalls: [
        "q is a query language: name contains 'budget' and trashed = false. Put texts in single quotes and write \\' for a quote in them.",
        'name contains matches the start of words only, and trashed files are found unless the query leaves them out.',
      ],
      after: ['GOOGLEDRIVE_PARSE_FILE', 'GOOGLEDRIVE_DOWNLOAD_FILE'],
    },
    GOOGLEDRIVE_PARSE_FILE: {
      pitfalls: [
        'Only Google documents, sheets and slides can be exported, up to 10 MB; download PDFs, images and Office files instead.',
        'A spreadsheet exported as CSV holds its first sheet only: read others with the Google Sheets tools.',
      ],
    },
    GOOGLEDRIVE_DOWNLOAD_FILE: {
      pitfalls: ['Google documents have no bytes to download: export them.'],
    },
    GOOGLEDRIVE_ADD_FILE_SHARING_PREFERENCE: {
      pitfalls: [
        'type anyone publishes the file to whoever has the link: ask the user before you do that.',
        'Sharing with a person sends them a mail unless it is switched off, and an organisation may forbid sharing outside.',
      ],
      before: ['GOOGLEDRIVE_FIND_FILE'],
    },
    GOOGLEDRIVE_CREATE_FILE: {
      pitfalls: [
        'It makes an empty file. Write into a Google document or sheet with the tools of that app, by the id that comes back.',
      ],
    },
    GOOGLEDRIVE_MOVE_FILE: {
      pitfalls: ['A file has one folder: name the old one to be removed together with the new one.'],
    },
    GOOGLEDRIVE_EDIT_FILE: {
      pitfalls: ['It replaces the whole content: read the file first and send all of it.'],
    },
    GOOGLEDRIVE_LIST_CHANGES: {
      pitfalls: [
        'It tells what changed after the token, never before it: get a start token first and keep newStartPageToken of the last page.',
      ],
      before: ['GOOGLEDRIVE_GET_CHANGES_START_PAGE_TOKEN'],
    },
    GOOGLEDRIVE_WATCH_CHANGES: {
      pitfalls: [
        'A channel ends by itself, within a week, and its calls do not say what changed: list the changes then.',
        'Keep id and resourceId of the answer: without both it cannot be stopped.',
      ],
      after: ['GOOGLEDRIVE_LIST_CHANGES', 'GOOGLEDRIVE_STOP_WATCH_CHANNEL'],
    },
    GOOGLEDRIVE_DELETE_DRIVE: {
      pitfalls: ['A shared drive is gone for everybody and for good: confirm with the user first.'],
      before: ['GOOGLEDRIVE_LIST_SHARED_DRIVES'],
    },
    GOOGLEDRIVE_FILES_MODIFY_LABELS: {
      pitfalls: ['Labels are made by administrators of a Workspace; personal accounts have none.'],
      before: ['GOOGLEDRIVE_LIST_FILE_LABELS'],
    },
    GOOGLEDRIVE_EMPTY_TRASH: {
      pitfalls: ['Everything in the trash is gone for good: confirm with the user first.'],
    },
  },
}
