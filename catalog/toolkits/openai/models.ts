/** Models and what they make, files and fine-tuning. */
import { fileInput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { answer, anything, id, listOf, oneOf, open, several, text, textFields, whole } from '../schemas.ts'

const model = id('Id of the model, from OPENAI_LIST_MODELS.')
const fileId = id('Id of the file, from OPENAI_LIST_FILES.')
const file = textFields('id', 'filename', 'purpose', 'status')
const list = (fields: Record<string, Record<string, unknown>>) =>
  answer({ data: listOf(fields), has_more: { type: 'boolean' } })
const temperature = { type: 'number', minimum: 0, maximum: 2, description: 'How varied the answer is.' }

export const modelTools = [
  post('OPENAI_CREATE_RESPONSE', '/responses', {
    name: 'Ask model',
    description: 'Ask a model and get its answer; previous_response_id goes on with a conversation.',
    important: true,
    body: {
      model,
      input: {
        description: 'The question, or a list of messages with role and content.',
        anyOf: [{ type: 'string' }, { type: 'array', items: anything }],
      },
      instructions: text('How the model is to behave.'),
      previous_response_id: text('Id of the answer to go on from.'),
      max_output_tokens: whole('Most tokens of the answer.', { minimum: 16 }),
      temperature,
      tools: several(anything, 'Tools of the model, such as {"type": "web_search"}.'),
      text: open('Form of the answer, such as {"format": {"type": "json_object"}}.'),
    },
    required: ['model', 'input'],
    output: answer({ ...textFields('id', 'status', 'model'), output: listOf(), usage: anything }),
  }),
  post('OPENAI_CREATE_CHAT_COMPLETION', '/chat/completions', {
    name: 'Complete chat',
    description: 'Let a model answer a list of messages.',
    body: {
      model,
      messages: several(
        {
          type: 'object',
          properties: { role: { type: 'string' }, content: {} },
          required: ['role', 'content'],
        },
        'The messages, oldest first, with roles such as system, user and assistant.',
        { minItems: 1 },
      ),
      max_completion_tokens: whole('Most tokens of the answer.', { minimum: 1 }),
      temperature,
      response_format: open('Form of the answer, such as {"type": "json_object"}.'),
    },
    required: ['model', 'messages'],
    output: answer({ ...textFields('id', 'model'), choices: listOf(), usage: anything }),
  }),
  post('OPENAI_CREATE_EMBEDDINGS', '/embeddings', {
    name: 'Embed texts',
    description: 'Turn texts into vectors for search and comparison.',
    body: {
      model,
      input: {
        description: 'A text, or a list of texts.',
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      },
      dimensions: whole('Length of the vectors.', { minimum: 1 }),
    },
    required: ['model', 'input'],
    output: answer({ data: listOf(), usage: anything }),
  }),
  post('OPENAI_CREATE_IMAGE', '/images/generations', {
    name: 'Make picture',
    description: 'Make pictures from words.',
    body: {
      prompt: id('What the picture shows.'),
      model: text('Model, such as gpt-image-1.', { default: 'gpt-image-1' }),
      size: text('Size, such as 1024x1024, 1536x1024 or auto.'),
      quality: text('low, medium, high or auto.'),
      n: whole('How many.', { minimum: 1, maximum: 10 }),
    },
    required: ['prompt'],
    output: answer({ data: listOf(textFields('b64_json', 'url')) }),
  }),
  get('OPENAI_LIST_MODELS', '/models', {
    name: 'List models',
    description: 'List the models that the key may use.',
    important: true,
    output: list(textFields('id', 'owned_by')),
  }),
  get('OPENAI_RETRIEVE_MODEL', '/models/{model}', {
    name: 'Get model',
    description: 'Read facts about a model.',
    path: { model },
    output: answer(textFields('id', 'owned_by')),
  }),
  get('OPENAI_LIST_FILES', '/files', {
    name: 'List files',
    description: 'List the files of the project.',
    important: true,
    query: {
      purpose: text('Only files for this: assistants, batch, fine-tune, user_data, vision.'),
      limit: whole('How many to return at most.', { minimum: 1, maximum: 10_000 }),
      after: text('Next page: id of the last file of the previous answer.'),
      order: oneOf(['asc', 'desc'], 'Oldest or newest first.'),
    },
    output: list(file),
  }),
  post('OPENAI_UPLOAD_FILE', '/files', {
    name: 'Upload file',
    description: 'Upload a file for assistants, batches or fine-tuning, up to 512 MB.',
    body: {
      file: fileInput('The file.'),
      purpose: oneOf(['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'], 'What it is for.'),
    },
    required: ['file', 'purpose'],
    exec: { body_type: 'multipart' },
    output: answer(file),
  }),
  remove('OPENAI_DELETE_FILE', '/files/{file_id}', {
    name: 'Delete file',
    description: 'Delete a file.',
    path: { file_id: fileId },
    output: answer({ ...textFields('id'), deleted: { type: 'boolean' } }),
  }),
  get('OPENAI_LIST_FINE_TUNES', '/fine_tuning/jobs', {
    name: 'List fine-tuning jobs',
    description: 'List the fine-tuning jobs, newest first.',
    query: {
      limit: whole('How many to return at most.', { minimum: 1, maximum: 100 }),
      after: text('Next page: id of the last job of the previous answer.'),
    },
    output: list(textFields('id', 'status', 'model', 'fine_tuned_model')),
  }),
] satisfies ToolkitInput['tools']
