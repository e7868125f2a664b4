/** Speech and sounds from text. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { anything, audio, text, voiceId, voiceSettings } from './inputs.ts'

const speechInput = {
  text: { type: 'string', minLength: 1, description: 'What to say.' },
  model_id: {
    type: 'string',
    description: 'Model, from ELEVENLABS_GET_MODELS.',
    examples: ['eleven_multilingual_v2', 'eleven_flash_v2_5'],
  },
  language_code: { type: 'string', description: 'Language (ISO 639-1), for models that can be told.' },
  voice_settings: {
    type: 'object',
    properties: voiceSettings,
    description: 'How to speak, in place of the settings of the voice.',
  },
  pronunciation_dictionary_locators: {
    type: 'array',
    maxItems: 3,
    items: {
      type: 'object',
      properties: { pronunciation_dictionary_id: { type: 'string' }, version_id: { type: 'string' } },
      required: ['pronunciation_dictionary_id'],
    },
    description: 'Dictionaries to follow, from ELEVENLABS_GET_PRONUNCIATION_DICTIONARIES.',
  },
  seed: { type: 'integer', minimum: 0, description: 'Same seed, nearly the same result.' },
  previous_text: { type: 'string', description: 'What was said before, for the tone.' },
  next_text: { type: 'string', description: 'What is said after, for the tone.' },
}

const outputFormat = {
  type: 'string',
  description: 'Form of the audio; a small one such as mp3_22050_32 keeps long texts below 1 MiB.',
  examples: ['mp3_22050_32', 'mp3_44100_64', 'mp3_44100_128', 'pcm_16000', 'ulaw_8000'],
}

const soundInput = {
  text: {
    type: 'string',
    minLength: 1,
    description: 'What it sounds like.',
    examples: ['rain on a tin roof'],
  },
  duration_seconds: {
    type: 'number',
    minimum: 0.5,
    maximum: 30,
    description: 'How long; fitting if left out.',
  },
  prompt_influence: {
    type: 'number',
    minimum: 0,
    maximum: 1,
    description: 'How strictly to follow the text.',
  },
}

export const speechTools = [
  {
    slug: 'ELEVENLABS_TEXT_TO_SPEECH',
    aliases: ['ELEVENLABS_TEXT_TO_SPEECH_STREAM'],
    name: 'Text to speech',
    description: 'Speak a text with a voice and get the audio. Costs credits by the letter.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: { voice_id: voiceId, ...speechInput, output_format: outputFormat },
      required: ['voice_id', 'text'],
    },
    output: audio,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/text-to-speech/{voice_id}',
      parameters: [
        ...inPath('voice_id'),
        ...inQuery('output_format'),
        ...inBody(...Object.keys(speechInput)),
      ],
    },
  },
  {
    slug: 'ELEVENLABS_SOUND_GENERATION',
    name: 'Make sound',
    description: 'Make a sound effect from a description and get the audio.',
    tags: writes,
    input: {
      type: 'object',
      properties: { ...soundInput, output_format: outputFormat },
      required: ['text'],
    },
    output: audio,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/sound-generation',
      parameters: [...inQuery('output_format'), ...inBody(...Object.keys(soundInput))],
    },
  },
  {
    slug: 'ELEVENLABS_GET_MODELS',
    aliases: ['ELEVENLABS_GET_MODELS_V_1_MODELS_GET'],
    name: 'List models',
    description: 'List the models with their languages and what they can do.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              model_id: text,
              name: text,
              description: text,
              can_do_text_to_speech: { type: 'boolean' },
              languages: { type: 'array', items: anything },
            },
          },
        },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/models' },
  },
] satisfies ToolkitInput['tools']
