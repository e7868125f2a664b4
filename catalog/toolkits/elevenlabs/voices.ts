/** Voices: your own, and those that others share. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { anything, audio, id, listOfAnything, text, voiceId, voiceSettings } from './inputs.ts'

const voice = {
  voice_id: text,
  name: text,
  category: { type: 'string', description: 'premade, cloned, generated or professional.' },
  description: { type: ['string', 'null'] },
  labels: anything,
  preview_url: { type: ['string', 'null'] },
  settings: {},
  samples: {},
}
const settings = {
  type: 'object',
  properties: {
    stability: { type: 'number' },
    similarity_boost: { type: 'number' },
    style: { type: 'number' },
    use_speaker_boost: { type: 'boolean' },
    speed: { type: 'number' },
  },
} as const

const byId = { type: 'object', properties: { voice_id: voiceId }, required: ['voice_id'] } as const
const bySample = {
  type: 'object',
  properties: { voice_id: voiceId, sample_id: id('sample', 'samples of ELEVENLABS_GET_VOICE') },
  required: ['voice_id', 'sample_id'],
} as const

const sharedFilters = {
  search: { type: 'string', description: 'Text to look for.' },
  category: { type: 'string', enum: ['professional', 'famous', 'high_quality'], description: 'Only these.' },
  gender: { type: 'string', description: 'Only this gender.', examples: ['female'] },
  age: { type: 'string', description: 'Only this age.', examples: ['young', 'middle_aged', 'old'] },
  accent: { type: 'string', description: 'Only this accent.', examples: ['british'] },
  language: { type: 'string', description: 'Only this language.', examples: ['de'] },
  featured: { type: 'boolean', description: 'Only those that ElevenLabs points out.' },
  page_size: { type: 'integer', minimum: 1, maximum: 100, description: 'Voices on a page.' },
  page: { type: 'integer', minimum: 0, description: 'Page, counted from 0.' },
}

export const voiceTools = [
  {
    slug: 'ELEVENLABS_GET_VOICES',
    aliases: ['ELEVENLABS_GET_VOICES_V_1_VOICES_GET'],
    name: 'List voices',
    description: 'List the voices that the account can speak with.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: { voices: { type: 'array', items: { type: 'object', properties: voice } } },
    },
    exec: { kind: 'http', method: 'GET', path: '/voices' },
  },
  {
    slug: 'ELEVENLABS_GET_VOICE',
    name: 'Get voice',
    description: 'Read one voice with its settings and samples.',
    tags: reads,
    input: byId,
    output: { type: 'object', properties: voice },
    exec: { kind: 'http', method: 'GET', path: '/voices/{voice_id}', parameters: inPath('voice_id') },
  },
  {
    slug: 'ELEVENLABS_GET_VOICE_SETTINGS',
    name: 'Get voice settings',
    description: 'Read how a voice speaks unless told otherwise.',
    tags: reads,
    input: byId,
    output: settings,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/voices/{voice_id}/settings',
      parameters: inPath('voice_id'),
    },
  },
  {
    slug: 'ELEVENLABS_GET_DEFAULT_VOICE_SETTINGS',
    name: 'Get default voice settings',
    description: 'Read the settings that new voices have.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: settings,
    exec: { kind: 'http', method: 'GET', path: '/voices/settings/default' },
  },
  {
    slug: 'ELEVENLABS_EDIT_VOICE_SETTINGS',
    name: 'Edit voice settings',
    description: 'Change how a voice speaks unless told otherwise.',
    tags: replaces,
    input: { ...byId, properties: { ...byId.properties, ...voiceSettings } },
    output: { type: 'object', properties: { status: text } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/voices/{voice_id}/settings/edit',
      parameters: [...inPath('voice_id'), ...inBody(...Object.keys(voiceSettings))],
    },
  },
  {
    slug: 'ELEVENLABS_DELETE_VOICE',
    name: 'Delete voice',
    description: 'Delete a voice of the account for good.',
    tags: destroys,
    input: byId,
    output: { type: 'object', properties: { status: text } },
    exec: { kind: 'http', method: 'DELETE', path: '/voices/{voice_id}', parameters: inPath('voice_id') },
  },
  {
    slug: 'ELEVENLABS_GET_SHARED_VOICES',
    name: 'List shared voices',
    description: 'Find voices in the public library; add one with ELEVENLABS_ADD_SHARING_VOICE.',
    tags: reads,
    input: { type: 'object', properties: sharedFilters },
    output: {
      type: 'object',
      properties: { voices: listOfAnything, has_more: { type: 'boolean' }, last_sort_id: {} },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/shared-voices',
      parameters: inQuery(...Object.keys(sharedFilters)),
    },
  },
  {
    slug: 'ELEVENLABS_ADD_SHARING_VOICE',
    name: 'Add shared voice',
    description: 'Add a voice of the public library to the account.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        public_user_id: {
          type: 'string',
          minLength: 1,
          description: 'public_owner_id of the voice, from ELEVENLABS_GET_SHARED_VOICES.',
        },
        voice_id: id('voice', 'ELEVENLABS_GET_SHARED_VOICES'),
        new_name: { type: 'string', minLength: 1, description: 'Name that it has in the account.' },
      },
      required: ['public_user_id', 'voice_id', 'new_name'],
    },
    output: { type: 'object', properties: { voice_id: text } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/voices/add/{public_user_id}/{voice_id}',
      parameters: [...inPath('public_user_id', 'voice_id'), ...inBody('new_name')],
    },
  },
  {
    slug: 'ELEVENLABS_GET_AUDIO_FROM_SAMPLE',
    name: 'Get sample',
    description: 'Get a recording that a voice was made from.',
    tags: reads,
    input: bySample,
    output: audio,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/voices/{voice_id}/samples/{sample_id}/audio',
      parameters: inPath('voice_id', 'sample_id'),
    },
  },
  {
    slug: 'ELEVENLABS_DELETE_SAMPLE',
    name: 'Delete sample',
    description: 'Delete a recording that a voice was made from.',
    tags: destroys,
    input: bySample,
    output: { type: 'object', properties: { status: text } },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/voices/{voice_id}/samples/{sample_id}',
      parameters: inPath('voice_id', 'sample_id'),
    },
  },
] satisfies ToolkitInput['tools']
