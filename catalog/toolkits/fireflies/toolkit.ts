/** Fireflies: transcripts and summaries of meetings. https://docs.fireflies.ai/graphql-api */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { bearerApiKey, secretField } from '../auth.ts'
import { reads } from '../parameters.ts'
import { anything, id, several, whole } from '../schemas.ts'
import { field, graphql, maybe, payload, pollConfig, shape } from '../trigger-kit.ts'

const summary = 'summary { overview action_items keywords outline shorthand_bullet }'
const transcript = `id title date duration transcript_url organizer_email participants ${summary}`

const triggers: TriggerInput[] = [
  {
    slug: 'FIREFLIES_TRANSCRIPTION_COMPLETE',
    name: 'Transcription complete',
    description: 'Fires for each meeting whose transcript has been made, with its summary.',
    config: pollConfig({}),
    payload: payload(
      {
        transcript: shape(
          { id: field('string', 'ID of the transcript.') },
          {
            title: maybe('Title of the meeting.'),
            summary: maybe('Overview, action items, keywords and outline.'),
          },
        ),
      },
      { event_type: { type: 'string', default: 'transcription_complete', description: 'What happened.' } },
    ),
    poll: {
      call: graphql(`query Latest { transcripts(limit: 50) { id title ${summary} } }`),
      items: 'transcripts',
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
    },
    map: {
      event_type: 'transcription_complete',
      transcript: { id: '{{item.id}}', title: '{{item.title}}', summary: '{{item.summary}}' },
    },
  },
]

export const fireflies = {
  manifest: 1,
  slug: 'fireflies',
  name: 'Fireflies',
  description:
    'Read the transcripts and summaries of meetings that Fireflies has recorded, and hear of new ones.',
  logo: 'https://fireflies.ai/favicon.ico',
  app_url: 'https://fireflies.ai',
  auth_guide_url: 'https://docs.fireflies.ai/fundamentals/authorization',
  categories: ['analytics-&-data'],
  aliases: ['fireflies.ai'],
  http: {
    base_url: 'https://api.fireflies.ai/graphql',
    // GraphQL answers 200 to a failure, with the reasons in a list.
    failure: { path: 'errors', present: true },
    error_paths: ['errors.0.friendly', 'errors.0.message', 'message'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'fireflies_api_key',
      hint_url: 'https://app.fireflies.ai/integrations/custom/fireflies',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'API key',
          'The API key of your Fireflies account.',
          'https://app.fireflies.ai/integrations/custom/fireflies',
        ),
      ],
      inject: bearerApiKey,
    },
  ],
  current_user: {
    method: 'POST',
    path: '',
    body: { query: 'query Me { user { user_id name email } }' },
  },
  tools: [
    {
      slug: 'FIREFLIES_GET_TRANSCRIPTS',
      name: 'List transcripts',
      description: 'List the latest meeting transcripts with their summaries.',
      tags: reads,
      important: true,
      input: {
        type: 'object',
        properties: {
          limit: whole('Most transcripts.', { minimum: 1, maximum: 50, default: 20 }),
          skip: whole('Transcripts to leave out at the beginning.', { minimum: 0 }),
        },
      },
      output: { type: 'object', properties: { transcripts: several(anything, 'The transcripts.') } },
      exec: {
        kind: 'graphql',
        query: `query Transcripts($limit: Int, $skip: Int) { transcripts(limit: $limit, skip: $skip) { ${transcript} } }`,
        variables: [{ name: 'limit' }, { name: 'skip' }],
      },
      pagination: { kind: 'offset', argument: 'skip', items: 'transcripts', size_argument: 'limit' },
    },
    {
      slug: 'FIREFLIES_GET_TRANSCRIPT_BY_ID',
      name: 'Get transcript',
      description: 'Read one meeting transcript in full: who said what, and when.',
      tags: reads,
      important: true,
      input: { type: 'object', properties: { id: id('ID of the transcript.') }, required: ['id'] },
      output: { type: 'object', properties: { transcript: { ...anything, description: 'The transcript.' } } },
      exec: {
        kind: 'graphql',
        query: `query Transcript($id: String!) { transcript(id: $id) { ${transcript} sentences { index speaker_name text start_time end_time } } }`,
        variables: [{ name: 'id' }],
      },
    },
    {
      slug: 'FIREFLIES_GET_USERS',
      name: 'List users',
      description: 'List the members of the Fireflies team.',
      tags: reads,
      important: true,
      input: { type: 'object', properties: {} },
      output: { type: 'object', properties: { users: several(anything, 'The members.') } },
      exec: { kind: 'graphql', query: 'query Users { users { user_id name email } }' },
    },
  ],
  triggers,
} satisfies ToolkitInput
