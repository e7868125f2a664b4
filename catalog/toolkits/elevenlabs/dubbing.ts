/** Dubbing projects that exist. Starting one takes an upload. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, inQuery, reads } from '../parameters.ts'
import { audio, text } from './inputs.ts'

const dubbingId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the dubbing project, as its address shows.',
}
const language = { type: 'string', minLength: 2, description: 'Language of the dub.', examples: ['de'] }

export const dubbingTools = [
  {
    slug: 'ELEVENLABS_GET_DUBBING_PROJECT_METADATA',
    name: 'Get dubbing project',
    description: 'See whether a dubbing project is done, and its languages.',
    tags: reads,
    input: { type: 'object', properties: { dubbing_id: dubbingId }, required: ['dubbing_id'] },
    output: {
      type: 'object',
      properties: {
        dubbing_id: text,
        name: text,
        status: { type: 'string', description: 'dubbing, dubbed or failed.' },
        target_languages: { type: 'array', items: text },
        error: { type: ['string', 'null'] },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/dubbing/{dubbing_id}', parameters: inPath('dubbing_id') },
  },
  {
    slug: 'ELEVENLABS_GET_DUBBED_FILE',
    name: 'Get dubbed file',
    description: 'Get the dubbed audio or video in a language. Files above 1 MiB are refused.',
    tags: reads,
    input: {
      type: 'object',
      properties: { dubbing_id: dubbingId, language_code: language },
      required: ['dubbing_id', 'language_code'],
    },
    output: audio,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/dubbing/{dubbing_id}/audio/{language_code}',
      parameters: inPath('dubbing_id', 'language_code'),
    },
  },
  {
    slug: 'ELEVENLABS_GET_TRANSCRIPT_FOR_DUB',
    name: 'Get transcript of dub',
    description: 'Read what is said in a dub, as subtitles.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        dubbing_id: dubbingId,
        language_code: language,
        format_type: { type: 'string', enum: ['srt', 'webvtt'], description: 'Form of the subtitles.' },
      },
      required: ['dubbing_id', 'language_code'],
    },
    output: { type: 'object', properties: { text } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/dubbing/{dubbing_id}/transcript/{language_code}',
      parameters: [...inPath('dubbing_id', 'language_code'), ...inQuery('format_type')],
    },
  },
  {
    slug: 'ELEVENLABS_DELETE_DUBBING_PROJECT',
    name: 'Delete dubbing project',
    description: 'Delete a dubbing project.',
    tags: destroys,
    input: { type: 'object', properties: { dubbing_id: dubbingId }, required: ['dubbing_id'] },
    output: { type: 'object', properties: { status: text } },
    exec: { kind: 'http', method: 'DELETE', path: '/dubbing/{dubbing_id}', parameters: inPath('dubbing_id') },
  },
] satisfies ToolkitInput['tools']
