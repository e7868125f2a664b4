/** Meeting spaces, and the records of the conferences that were held in them. */
import type { ScopeRequirements, ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'

const created = 'https://www.googleapis.com/auth/meetings.space.created'
const readonly = 'https://www.googleapis.com/auth/meetings.space.readonly'
const settings = 'https://www.googleapis.com/auth/meetings.space.settings'

/** What a new connection asks for. */
export const defaultScopes = [
  created,
  readonly,
  settings,
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]

const canRead: ScopeRequirements = { all_of: [{ any_of: [readonly, created] }] }
const canCreate: ScopeRequirements = { all_of: [created] }
const canConfigure: ScopeRequirements = { all_of: [{ any_of: [created, settings] }] }

const spaceName = {
  type: 'string',
  minLength: 1,
  description: 'Id of the space (without "spaces/") or meeting code, such as abc-mnop-xyz.',
}

const conferenceRecordId = {
  type: 'string',
  minLength: 1,
  description:
    'Id of the conference record (without "conferenceRecords/"), from GOOGLEMEET_LIST_CONFERENCE_RECORDS.',
}

const participantId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the participant: the last part of its name in GOOGLEMEET_LIST_PARTICIPANTS.',
}

const paging = (most: number) => ({
  page_size: {
    type: 'integer',
    minimum: 1,
    maximum: most,
    description: `How many to return at most, 1 to ${most}.`,
  },
  page_token: {
    type: 'string',
    description: 'Start of the next page: nextPageToken of the previous answer.',
  },
})

const pagingOnWire = [
  { name: 'page_size', in: 'query', wire: 'pageSize' },
  { name: 'page_token', in: 'query', wire: 'pageToken' },
] as const

const listOf = (name: string) => ({
  type: 'object' as const,
  properties: {
    [name]: { type: 'array', items: { type: 'object', additionalProperties: true } },
    nextPageToken: { type: 'string' },
  },
})

const space = {
  type: 'object',
  properties: {
    name: { type: 'string', description: 'spaces/ and the id.' },
    meetingUri: { type: 'string', description: 'Link to join.' },
    meetingCode: { type: 'string' },
    config: { type: 'object', additionalProperties: true },
    activeConference: {
      type: 'object',
      additionalProperties: true,
      description: 'Present while people meet.',
    },
  },
} as const

const accessType = {
  type: 'string',
  enum: ['OPEN', 'TRUSTED', 'RESTRICTED'],
  description:
    'Who joins without knocking: everyone with the link, people of the organization and invited ones, or invited ones only.',
}

const entryPointAccess = {
  type: 'string',
  enum: ['ALL', 'CREATOR_APP_ONLY'],
  description: 'Whether people can join from anywhere or only from the app that made the space.',
}

export const meetingTools = [
  {
    slug: 'GOOGLEMEET_CREATE_MEET',
    name: 'Create meeting',
    description: 'Create a meeting space and get the link to join. It is not put into a calendar.',
    tags: writes,
    important: true,
    scopes: canCreate,
    input: { type: 'object', properties: { access_type: accessType, entry_point_access: entryPointAccess } },
    output: space,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/spaces',
      parameters: [
        { name: 'access_type', in: 'body', wire: 'config.accessType' },
        { name: 'entry_point_access', in: 'body', wire: 'config.entryPointAccess' },
      ],
    },
  },
  {
    slug: 'GOOGLEMEET_GET_MEET',
    name: 'Get meeting',
    description: 'Read link, code, settings and running conference of a meeting space.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: { type: 'object', properties: { space_name: spaceName }, required: ['space_name'] },
    output: space,
    exec: { kind: 'http', method: 'GET', path: '/spaces/{space_name}', parameters: inPath('space_name') },
  },
  {
    slug: 'GOOGLEMEET_UPDATE_SPACE',
    name: 'Update meeting',
    description: 'Change who may join a meeting space. Name each changed setting in updateMask.',
    tags: replaces,
    scopes: canConfigure,
    input: {
      type: 'object',
      properties: {
        name: {
          ...spaceName,
          description: 'Id of the space, without "spaces/". A meeting code does not work here.',
        },
        config: {
          type: 'object',
          properties: { accessType, entryPointAccess },
          additionalProperties: true,
          description: 'The new settings.',
        },
        updateMask: {
          type: 'string',
          description: 'Changed settings: config.accessType,config.entryPointAccess.',
        },
      },
      required: ['name', 'config', 'updateMask'],
    },
    output: space,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/spaces/{name}',
      parameters: [...inPath('name'), ...inBody('config'), ...inQuery('updateMask')],
    },
  },
  {
    slug: 'GOOGLEMEET_LIST_CONFERENCE_RECORDS',
    name: 'List conference records',
    description: 'List the conferences that were held, newest first; filter by meeting code, space or time.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        filter: {
          type: 'string',
          description:
            'Conditions: space.meeting_code = "abc-mnop-xyz", space.name = "spaces/ID", start_time>="2026-01-31T00:00:00Z", end_time IS NULL for running ones; joined with AND.',
        },
        ...paging(100),
      },
    },
    output: listOf('conferenceRecords'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conferenceRecords',
      parameters: [...inQuery('filter'), ...pagingOnWire],
    },
  },
  {
    slug: 'GOOGLEMEET_GET_RECORDINGS_BY_CONFERENCE_RECORD_ID',
    name: 'List recordings',
    description: 'List the recordings of a conference with the Drive files that hold them.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: { conference_record_id: conferenceRecordId, ...paging(100) },
      required: ['conference_record_id'],
    },
    output: listOf('recordings'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conferenceRecords/{conference_record_id}/recordings',
      parameters: [...inPath('conference_record_id'), ...pagingOnWire],
    },
  },
  {
    slug: 'GOOGLEMEET_GET_TRANSCRIPTS_BY_CONFERENCE_RECORD_ID',
    name: 'List transcripts',
    description: 'List the transcripts of a conference with the Google documents that hold them.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: { conference_record_id: conferenceRecordId, ...paging(100) },
      required: ['conference_record_id'],
    },
    output: listOf('transcripts'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conferenceRecords/{conference_record_id}/transcripts',
      parameters: [...inPath('conference_record_id'), ...pagingOnWire],
    },
  },
  {
    slug: 'GOOGLEMEET_LIST_TRANSCRIPT_ENTRIES',
    name: 'List transcript entries',
    description: 'Read a transcript sentence by sentence: who said what, and when.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        conference_record_id: conferenceRecordId,
        transcript_id: {
          type: 'string',
          minLength: 1,
          description:
            'Id of the transcript: the last part of its name in GOOGLEMEET_GET_TRANSCRIPTS_BY_CONFERENCE_RECORD_ID.',
        },
        ...paging(100),
      },
      required: ['conference_record_id', 'transcript_id'],
    },
    output: listOf('transcriptEntries'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conferenceRecords/{conference_record_id}/transcripts/{transcript_id}/entries',
      parameters: [...inPath('conference_record_id', 'transcript_id'), ...pagingOnWire],
    },
  },
  {
    slug: 'GOOGLEMEET_LIST_PARTICIPANTS',
    name: 'List participants',
    description: 'List who took part in a conference, with the times of first joining and last leaving.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        conference_record_id: conferenceRecordId,
        filter: {
          type: 'string',
          description: 'Conditions on latest_end_time; latest_end_time IS NULL for those present.',
        },
        ...paging(250),
      },
      required: ['conference_record_id'],
    },
    output: listOf('participants'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conferenceRecords/{conference_record_id}/participants',
      parameters: [...inPath('conference_record_id'), ...inQuery('filter'), ...pagingOnWire],
    },
  },
  {
    slug: 'GOOGLEMEET_LIST_PARTICIPANT_SESSIONS',
    name: 'List participant sessions',
    description: 'List the times at which one participant joined and left, one entry a device or rejoining.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: { conference_record_id: conferenceRecordId, participant_id: participantId, ...paging(250) },
      required: ['conference_record_id', 'participant_id'],
    },
    output: listOf('participantSessions'),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conferenceRecords/{conference_record_id}/participants/{participant_id}/participantSessions',
      parameters: [...inPath('conference_record_id', 'participant_id'), ...pagingOnWire],
    },
  },
  {
    slug: 'GOOGLEMEET_GET_PARTICIPANT_SESSION',
    name: 'Get participant session',
    description: 'Read one joining and leaving of a participant.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        conference_record_id: conferenceRecordId,
        participant_id: participantId,
        participant_session_id: {
          type: 'string',
          minLength: 1,
          description: 'Last part of the name in GOOGLEMEET_LIST_PARTICIPANT_SESSIONS.',
        },
      },
      required: ['conference_record_id', 'participant_id', 'participant_session_id'],
    },
    output: {
      type: 'object',
      properties: { name: { type: 'string' }, startTime: { type: 'string' }, endTime: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/conferenceRecords/{conference_record_id}/participants/{participant_id}/participantSessions/{participant_session_id}',
      parameters: inPath('conference_record_id', 'participant_id', 'participant_session_id'),
    },
  },
] satisfies ToolkitInput['tools']
