/** Assistants, threads and runs: the older way, which OpenAI serves with a header of its own. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import type { Call } from '../calls.ts'
import { answer, anything, id, listOf, oneOf, open, several, text, textFields, whole } from '../schemas.ts'

const headers = { 'openai-beta': 'assistants=v2' }
const beta = (its: Call): Call => ({ ...its, exec: { headers, ...its.exec } })

const assistantId = id('Id of the assistant, such as asst_….')
const threadId = id('Id of the thread, such as thread_….')
const metadata = open('Up to 16 texts by key.')
const assistant = answer(textFields('id', 'name', 'model', 'instructions'))
const thread = answer({ ...textFields('id'), created_at: { type: 'integer' }, metadata: {} })

const message = {
  role: oneOf(['user', 'assistant'], 'Who says it.', { default: 'user' }),
  content: id('The text.'),
  attachments: several(anything, 'Files: {"file_id": "…", "tools": [{"type": "file_search"}]}.'),
  metadata,
}

export const assistantTools = [
  post(
    'OPENAI_CREATE_ASSISTANT',
    '/assistants',
    beta({
      name: 'Create assistant',
      description: 'Create an assistant from a model, instructions and tools.',
      important: true,
      body: {
        model: id('Id of the model.'),
        name: text('Name, at most 256 characters.'),
        description: text('What it is for.'),
        instructions: text('How it is to behave.'),
        tools: several(
          anything,
          'Tools: {"type": "code_interpreter"}, {"type": "file_search"} or functions.',
        ),
        tool_resources: open('Files for the tools.'),
        temperature: { type: 'number', minimum: 0, maximum: 2, description: 'How varied the answers are.' },
        metadata,
      },
      required: ['model'],
      output: assistant,
    }),
  ),
  get(
    'OPENAI_RETRIEVE_ASSISTANT',
    '/assistants/{assistant_id}',
    beta({
      name: 'Get assistant',
      description: 'Read one assistant.',
      path: { assistant_id: assistantId },
      output: assistant,
    }),
  ),
  remove(
    'OPENAI_DELETE_ASSISTANT',
    '/assistants/{assistant_id}',
    beta({
      name: 'Delete assistant',
      description: 'Delete an assistant.',
      path: { assistant_id: assistantId },
    }),
  ),
  post(
    'OPENAI_CREATE_THREAD',
    '/threads',
    beta({
      name: 'Create thread',
      description: 'Begin a conversation, with messages if some are given.',
      body: {
        messages: several({ type: 'object', properties: message, required: ['content'] }, 'First messages.'),
        metadata,
      },
      output: thread,
    }),
  ),
  get(
    'OPENAI_RETRIEVE_THREAD',
    '/threads/{thread_id}',
    beta({
      name: 'Get thread',
      description: 'Read one thread.',
      path: { thread_id: threadId },
      output: thread,
    }),
  ),
  post(
    'OPENAI_MODIFY_THREAD',
    '/threads/{thread_id}',
    beta({
      name: 'Update thread',
      description: 'Change the metadata and the files of a thread.',
      tags: ['openWorldHint', 'idempotentHint'],
      path: { thread_id: threadId },
      body: { metadata, tool_resources: open('Files for the tools.') },
      output: thread,
    }),
  ),
  post(
    'OPENAI_CREATE_MESSAGE',
    '/threads/{thread_id}/messages',
    beta({
      name: 'Add message to thread',
      description: 'Add a message to a thread. A run lets the assistant answer.',
      path: { thread_id: threadId },
      body: message,
      required: ['content'],
      output: answer(textFields('id', 'role')),
    }),
  ),
  get(
    'OPENAI_LIST_RUN_STEPS',
    '/threads/{thread_id}/runs/{run_id}/steps',
    beta({
      name: 'List steps of run',
      description: 'List what an assistant has done in a run.',
      path: { thread_id: threadId, run_id: id('Id of the run, such as run_….') },
      query: {
        limit: whole('How many to return at most.', { minimum: 1, maximum: 100 }),
        order: oneOf(['asc', 'desc'], 'Oldest or newest first.'),
        after: text('Next page: last_id of the previous answer.'),
      },
      output: answer({ data: listOf(textFields('id', 'type', 'status')), has_more: { type: 'boolean' } }),
    }),
  ),
] satisfies ToolkitInput['tools']
