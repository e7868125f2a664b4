/** What was generated before. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads } from '../parameters.ts'
import { anything, audio, id, text } from './inputs.ts'

const itemId = id('item', 'ELEVENLABS_GET_GENERATED_ITEMS')
const byId = {
  type: 'object',
  properties: { history_item_id: itemId },
  required: ['history_item_id'],
} as const

const item = {
  history_item_id: text,
  voice_id: text,
  voice_name: text,
  model_id: text,
  text,
  date_unix: { type: 'integer' },
  state: text,
  settings: anything,
}

const filters = {
  page_size: { type: 'integer', minimum: 1, maximum: 1000, description: 'Items on a page.' },
  start_after_history_item_id: {
    type: 'string',
    description: 'last_history_item_id of the previous answer.',
  },
  voice_id: { type: 'string', description: 'Only what this voice spoke, from ELEVENLABS_GET_VOICES.' },
  search: { type: 'string', description: 'Text to look for; needs source.' },
  source: { type: 'string', enum: ['TTS', 'STS'], description: 'Only from text, or only from speech.' },
}

export const historyTools = [
  {
    slug: 'ELEVENLABS_GET_GENERATED_ITEMS',
    name: 'List history',
    description: 'List what was generated, newest first.',
    tags: reads,
    input: { type: 'object', properties: filters },
    output: {
      type: 'object',
      properties: {
        history: { type: 'array', items: { type: 'object', properties: item } },
        last_history_item_id: text,
        has_more: { type: 'boolean' },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/history', parameters: inQuery(...Object.keys(filters)) },
  },
  {
    slug: 'ELEVENLABS_GET_HISTORY_ITEM_BY_ID',
    name: 'Get history item',
    description: 'Read what was generated at one time: text, voice and settings.',
    tags: reads,
    input: byId,
    output: { type: 'object', properties: item },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/history/{history_item_id}',
      parameters: inPath('history_item_id'),
    },
  },
  {
    slug: 'ELEVENLABS_GET_AUDIO_FROM_HISTORY_ITEM',
    name: 'Get audio of history item',
    description: 'Get the audio of something that was generated before, without paying again.',
    tags: reads,
    input: byId,
    output: audio,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/history/{history_item_id}/audio',
      parameters: inPath('history_item_id'),
    },
  },
  {
    slug: 'ELEVENLABS_DOWNLOAD_HISTORY_ITEMS',
    name: 'Download history items',
    description: 'Get the audio of several items: one file, or a ZIP archive of them.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        history_item_ids: {
          type: 'array',
          minItems: 1,
          items: { type: 'string' },
          description: 'Ids of the items, from ELEVENLABS_GET_GENERATED_ITEMS.',
        },
        output_format: { type: 'string', enum: ['wav', 'default'], description: 'Form of the audio.' },
      },
      required: ['history_item_ids'],
    },
    output: audio,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/history/download',
      parameters: inBody('history_item_ids', 'output_format'),
    },
  },
  {
    slug: 'ELEVENLABS_DELETE_HISTORY_ITEM',
    name: 'Delete history item',
    description: 'Delete something that was generated before.',
    tags: destroys,
    input: byId,
    output: { type: 'object', properties: { status: text } },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/history/{history_item_id}',
      parameters: inPath('history_item_id'),
    },
  },
] satisfies ToolkitInput['tools']
