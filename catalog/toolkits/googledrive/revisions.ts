/** Earlier states of a file, and the labels that an organisation gives files. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post } from '../calls.ts'
import { replaces } from '../parameters.ts'
import { fields, fileId, pageSize, pageToken } from './inputs.ts'
import { canLabelFiles, canSeeFiles, canWriteFiles } from './scopes.ts'

const revisionFields =
  'id,mimeType,modifiedTime,keepForever,published,publishAuto,publishedOutsideDomain,size,originalFilename,lastModifyingUser(displayName,emailAddress)'

const revision = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    mimeType: { type: 'string' },
    modifiedTime: { type: 'string' },
    keepForever: { type: 'boolean' },
    published: { type: 'boolean' },
    size: { type: 'string', description: 'Bytes, as text; Google files have none.' },
    originalFilename: { type: 'string' },
    lastModifyingUser: { type: 'object', additionalProperties: true },
  },
} as const

const oneRevision = {
  file_id: fileId,
  revision_id: {
    type: 'string',
    minLength: 1,
    description: 'Id of the revision, from GOOGLEDRIVE_LIST_REVISIONS; head for the latest.',
  },
}

const labels = (name: string) => ({
  type: 'object' as const,
  properties: {
    [name]: { type: 'array', items: { type: 'object', additionalProperties: true } },
    nextPageToken: { type: 'string' },
  },
})

const texts = (description: string) => ({ type: 'array', items: { type: 'string' }, description })

const fieldModification = {
  type: 'object',
  properties: {
    fieldId: { type: 'string', description: 'Id of the field.' },
    setTextValues: texts('New text.'),
    setSelectionValues: texts('Ids of the choices.'),
    setIntegerValues: texts('New number, as text.'),
    setDateValues: texts('New date: 2026-01-31.'),
    setUserValues: texts('Email addresses of people.'),
    unsetValues: { type: 'boolean', description: 'Clear the field.' },
  },
  required: ['fieldId'],
}

export const revisionTools = [
  get('GOOGLEDRIVE_LIST_REVISIONS', '/files/{fileId}/revisions', {
    name: 'List revisions',
    description: 'List the earlier states of a file: when and by whom it was changed. Drive merges old ones.',
    scopes: canSeeFiles,
    path: { fileId },
    query: {
      pageSize: pageSize(1000),
      pageToken,
      fields: fields(`nextPageToken,revisions(${revisionFields})`),
    },
    output: {
      type: 'object',
      properties: { revisions: { type: 'array', items: revision }, nextPageToken: { type: 'string' } },
    },
  }),
  get('GOOGLEDRIVE_GET_REVISION', '/files/{file_id}/revisions/{revision_id}', {
    name: 'Get revision',
    description: 'Read what Drive knows of one earlier state of a file. Not its content.',
    scopes: canSeeFiles,
    path: oneRevision,
    query: {
      acknowledge_abuse: {
        type: 'boolean',
        description: 'Accept the risk of a file that is marked as harmful.',
      },
    },
    wire: { acknowledge_abuse: 'acknowledgeAbuse' },
    exec: { query: { fields: revisionFields } },
    output: revision,
  }),
  patch('GOOGLEDRIVE_UPDATE_FILE_REVISION_METADATA', '/files/{file_id}/revisions/{revision_id}', {
    name: 'Update revision',
    description: 'Keep an earlier state of a file for good, or publish it on the web (Google files).',
    scopes: canWriteFiles,
    path: oneRevision,
    body: {
      keep_forever: {
        type: 'boolean',
        description: 'Keep it beyond 30 days; for files that are not of Google, 200 of one file at most.',
      },
      published: { type: 'boolean', description: 'Whether it is published on the web.' },
      publishAuto: { type: 'boolean', description: 'Publish later states by themselves.' },
      publishedOutsideDomain: { type: 'boolean', description: 'Publish to people outside the domain, too.' },
    },
    wire: { keep_forever: 'keepForever' },
    exec: { query: { fields: revisionFields } },
    output: revision,
  }),
  get('GOOGLEDRIVE_LIST_FILE_LABELS', '/files/{file_id}/listLabels', {
    name: 'List file labels',
    description: 'List the labels on a file with their fields.',
    scopes: canSeeFiles,
    path: { file_id: fileId },
    query: { max_results: pageSize(100), page_token: pageToken },
    wire: { max_results: 'maxResults', page_token: 'pageToken' },
    output: labels('labels'),
  }),
  post('GOOGLEDRIVE_FILES_MODIFY_LABELS', '/files/{file_id}/modifyLabels', {
    name: 'Change file labels',
    description: 'Put labels on a file, set their fields, or take labels off.',
    tags: replaces,
    scopes: canLabelFiles,
    path: { file_id: fileId },
    body: {
      label_modifications: {
        type: 'array',
        minItems: 1,
        description: 'The changes, one for each label.',
        items: {
          type: 'object',
          properties: {
            labelId: {
              type: 'string',
              description: 'Id of the label; one that the file lacks is put on it.',
            },
            fieldModifications: { type: 'array', items: fieldModification, description: 'Fields to set.' },
            removeLabel: { type: 'boolean', description: 'Take the label off.' },
          },
          required: ['labelId'],
        },
      },
      kind: { type: 'string', default: 'drive#modifyLabelsRequest', description: 'Always this.' },
    },
    wire: { label_modifications: 'labelModifications' },
    required: ['label_modifications'],
    output: labels('modifiedLabels'),
  }),
] satisfies ToolkitInput['tools']
