/** Writing, as the person who is connected. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, replaces, writes } from '../parameters.ts'
import { fullname, subreddit, written } from './inputs.ts'
import { all } from './scopes.ts'

const body = { api_type: 'json' }
const markdown = (description: string) => ({ type: 'string', description: `${description} Markdown.` })

const postInput = {
  subreddit,
  title: { type: 'string', minLength: 1, maxLength: 300, description: 'Title of the post.' },
  kind: { type: 'string', enum: ['self', 'link'], description: 'self is a text, link points to url.' },
  text: markdown('Text of the post, with kind self.'),
  url: { type: 'string', description: 'Where the post points, with kind link.' },
  flair_id: {
    type: 'string',
    description: 'Id of a flair, from REDDIT_GET_USER_FLAIR; some subreddits demand one.',
  },
  flair_text: { type: 'string', maxLength: 64, description: 'Text of the flair, where it may be edited.' },
  nsfw: { type: 'boolean', description: 'Not safe for work.' },
  spoiler: { type: 'boolean', description: 'Hide the content until it is clicked.' },
  sendreplies: { type: 'boolean', description: 'Tell the person about answers.' },
}

export const postTools = [
  {
    slug: 'REDDIT_CREATE_REDDIT_POST',
    name: 'Create post',
    description:
      'Post a text or a link in a subreddit. Read its rules first with REDDIT_GET_SUBREDDIT_RULES.',
    tags: writes,
    important: true,
    scopes: all('submit'),
    input: { type: 'object', properties: postInput, required: ['subreddit', 'title', 'kind'] },
    output: written,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/submit',
      body_type: 'form',
      body,
      parameters: [
        { name: 'subreddit', in: 'body', wire: 'sr' },
        ...inBody('title', 'kind', 'text', 'url', 'flair_id', 'flair_text', 'nsfw', 'spoiler', 'sendreplies'),
      ],
    },
  },
  {
    slug: 'REDDIT_POST_REDDIT_COMMENT',
    name: 'Comment',
    description: 'Answer to a post or a comment.',
    tags: writes,
    important: true,
    scopes: all('submit'),
    input: {
      type: 'object',
      properties: {
        thing_id: fullname(
          'Full name of what to answer to: t3_ and the id of a post, t1_ and that of a comment.',
        ),
        text: markdown('Text of the comment.'),
      },
      required: ['thing_id', 'text'],
    },
    output: written,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/comment',
      body_type: 'form',
      body,
      parameters: inBody('thing_id', 'text'),
    },
  },
  {
    slug: 'REDDIT_EDIT_REDDIT_COMMENT_OR_POST',
    name: 'Edit post or comment',
    description:
      'Replace the text of a comment or text post of the connected person. Titles cannot be changed.',
    tags: replaces,
    scopes: all('edit'),
    input: {
      type: 'object',
      properties: {
        thing_id: fullname('Full name of the comment (t1_…) or post (t3_…).'),
        text: markdown('The new text.'),
      },
      required: ['thing_id', 'text'],
    },
    output: written,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/editusertext',
      body_type: 'form',
      body,
      parameters: inBody('thing_id', 'text'),
    },
  },
  {
    slug: 'REDDIT_DELETE_REDDIT_POST',
    name: 'Delete post',
    description: 'Delete a post of the connected person. Its comments stay.',
    tags: destroys,
    scopes: all('edit'),
    input: {
      type: 'object',
      properties: { id: fullname('Full name of the post, t3_ and its id.') },
      required: ['id'],
    },
    exec: { kind: 'http', method: 'POST', path: '/api/del', body_type: 'form', parameters: inBody('id') },
  },
  {
    slug: 'REDDIT_DELETE_REDDIT_COMMENT',
    name: 'Delete comment',
    description: 'Delete a comment of the connected person. Answers to it stay.',
    tags: destroys,
    scopes: all('edit'),
    input: {
      type: 'object',
      properties: { id: fullname('Full name of the comment, t1_ and its id.') },
      required: ['id'],
    },
    exec: { kind: 'http', method: 'POST', path: '/api/del', body_type: 'form', parameters: inBody('id') },
  },
] satisfies ToolkitInput['tools']
