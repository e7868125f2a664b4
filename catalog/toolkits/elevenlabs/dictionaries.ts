/** Pronunciation dictionaries: how certain words are spoken. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { id, text } from './inputs.ts'

const dictionaryId = id('dictionary', 'ELEVENLABS_GET_PRONUNCIATION_DICTIONARIES')

const dictionary = {
  id: text,
  name: text,
  description: { type: ['string', 'null'] },
  latest_version_id: text,
  created_by: text,
  creation_time_unix: { type: 'integer' },
}
const changed = { type: 'object', properties: { id: text, version_id: text } } as const

export const dictionaryTools = [
  {
    slug: 'ELEVENLABS_GET_PRONUNCIATION_DICTIONARIES',
    name: 'List pronunciation dictionaries',
    description: 'List the pronunciation dictionaries of the account.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        page_size: { type: 'integer', minimum: 1, maximum: 100, description: 'Dictionaries on a page.' },
        cursor: { type: 'string', description: 'next_cursor of the previous answer.' },
      },
    },
    output: {
      type: 'object',
      properties: {
        pronunciation_dictionaries: { type: 'array', items: { type: 'object', properties: dictionary } },
        next_cursor: { type: ['string', 'null'] },
        has_more: { type: 'boolean' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/pronunciation-dictionaries',
      parameters: inQuery('page_size', 'cursor'),
    },
  },
  {
    slug: 'ELEVENLABS_GET_METADATA_FOR_A_PRONUNCIATION_DICTIONARY',
    name: 'Get pronunciation dictionary',
    description: 'Read one pronunciation dictionary with its newest version.',
    tags: reads,
    input: {
      type: 'object',
      properties: { pronunciation_dictionary_id: dictionaryId },
      required: ['pronunciation_dictionary_id'],
    },
    output: { type: 'object', properties: dictionary },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/pronunciation-dictionaries/{pronunciation_dictionary_id}',
      parameters: inPath('pronunciation_dictionary_id'),
    },
  },
  {
    slug: 'ELEVENLABS_ADD_RULES_TO_THE_PRONUNCIATION_DICTIONARY',
    name: 'Add pronunciation rules',
    description: 'Say how words are spoken. It makes a new version of the dictionary.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        pronunciation_dictionary_id: dictionaryId,
        rules: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', additionalProperties: true },
          description:
            'Rules: {"type": "alias", "string_to_replace": "UN", "alias": "United Nations"}, or with type phoneme, phoneme and alphabet (ipa or cmu-arpabet).',
        },
      },
      required: ['pronunciation_dictionary_id', 'rules'],
    },
    output: changed,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/pronunciation-dictionaries/{pronunciation_dictionary_id}/add-rules',
      parameters: [...inPath('pronunciation_dictionary_id'), ...inBody('rules')],
    },
  },
  {
    slug: 'ELEVENLABS_REMOVE_RULES_FROM_THE_PRONUNCIATION_DICTIONARY',
    name: 'Remove pronunciation rules',
    description: 'Take rules out of a dictionary. It makes a new version of it.',
    tags: destroys,
    input: {
      type: 'object',
      properties: {
        pronunciation_dictionary_id: dictionaryId,
        rule_strings: {
          type: 'array',
          minItems: 1,
          items: { type: 'string' },
          description: 'Words whose rules go: string_to_replace of each.',
        },
      },
      required: ['pronunciation_dictionary_id', 'rule_strings'],
    },
    output: changed,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/pronunciation-dictionaries/{pronunciation_dictionary_id}/remove-rules',
      parameters: [...inPath('pronunciation_dictionary_id'), ...inBody('rule_strings')],
    },
  },
] satisfies ToolkitInput['tools']
