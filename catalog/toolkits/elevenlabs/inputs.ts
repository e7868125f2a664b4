/** Input properties and outputs that several ElevenLabs tools share. */

export const text = { type: 'string' }
export const anything = { type: 'object', additionalProperties: true }
export const listOfAnything = { type: 'array', items: anything }

export const id = (of: string, from: string) => ({
  type: 'string',
  minLength: 1,
  description: `Id of the ${of}, from ${from}.`,
})
export const voiceId = {
  ...id('voice', 'ELEVENLABS_GET_VOICES'),
  examples: ['21m00Tcm4TlvDq8ikWAM'],
}

const unit = (description: string) => ({ type: 'number', minimum: 0, maximum: 1, description })

/** How a voice speaks. */
export const voiceSettings = {
  stability: unit('Low is lively, high is even.'),
  similarity_boost: unit('How close to the original voice.'),
  style: unit('How much to exaggerate its style; 0 is usual.'),
  use_speaker_boost: { type: 'boolean', description: 'Bring out the likeness; takes longer.' },
  speed: { type: 'number', minimum: 0.7, maximum: 1.2, description: 'Pace; 1 is usual.' },
}

/** Audio, as any answer that is a file. Longer files than 1 MiB are refused. */
export const audio = {
  type: 'object',
  properties: {
    content_type: text,
    size: { type: 'integer', description: 'Bytes.' },
    base64: { type: 'string', description: 'The file in base64.' },
  },
} as const
