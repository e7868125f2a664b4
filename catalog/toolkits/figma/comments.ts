/** Comments on files. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { answer, flag, id, listOf, open, text, textFields } from '../schemas.ts'
import { all, fileKey, orOld } from './inputs.ts'

const reads = orOld('file_comments:read')
const writes = all('file_comments:write')
const comment = { file_key: fileKey, comment_id: id('Id of the comment, from FIGMA_GET_COMMENTS_IN_A_FILE.') }
const emoji = id('Emoji as a name in colons, such as :heart: or :+1:.')
const reactions = '/v1/files/{file_key}/comments/{comment_id}/reactions'

export const commentTools = [
  get('FIGMA_GET_COMMENTS_IN_A_FILE', '/v1/files/{file_key}/comments', {
    name: 'List comments',
    description: 'List the comments on a file.',
    important: true,
    scopes: reads,
    path: { file_key: fileKey },
    query: { as_md: flag('Return the texts in Markdown.') },
    output: answer({ comments: listOf(textFields('id', 'message', 'created_at', 'parent_id')) }),
  }),
  post('FIGMA_ADD_A_COMMENT_TO_A_FILE', '/v1/files/{file_key}/comments', {
    name: 'Comment on file',
    description: 'Write a comment on a file, at a place in it, or in answer to a comment.',
    important: true,
    scopes: writes,
    path: { file_key: fileKey },
    body: {
      message: id('The comment.'),
      comment_id: text('Id of the comment to answer; it must not be an answer itself.'),
      client_meta: open('Place: {"x": 10, "y": 20}, or {"node_id": "1:5", "node_offset": {"x": 0, "y": 0}}.'),
    },
    required: ['message'],
    output: answer(textFields('id', 'message', 'created_at')),
  }),
  remove('FIGMA_DELETE_A_COMMENT', '/v1/files/{file_key}/comments/{comment_id}', {
    name: 'Delete comment',
    description: 'Delete a comment that the connected user wrote.',
    scopes: writes,
    path: comment,
  }),
  get('FIGMA_GET_REACTIONS_FOR_A_COMMENT', reactions, {
    name: 'List reactions',
    description: 'List the reactions to a comment.',
    scopes: reads,
    path: comment,
    query: { cursor: text('Next page, from pagination.next_page of the previous answer.') },
    output: answer({ reactions: listOf(textFields('emoji', 'created_at')) }),
  }),
  post('FIGMA_ADD_A_REACTION_TO_A_COMMENT', reactions, {
    name: 'Add reaction',
    description: 'React to a comment with an emoji.',
    scopes: writes,
    path: comment,
    body: { emoji },
    required: ['emoji'],
  }),
  remove('FIGMA_DELETE_A_REACTION', reactions, {
    name: 'Delete reaction',
    description: 'Take back a reaction of the connected user.',
    scopes: writes,
    path: comment,
    query: { emoji },
    required: ['emoji'],
  }),
] satisfies ToolkitInput['tools']
