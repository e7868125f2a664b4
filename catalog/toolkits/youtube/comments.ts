/** Comments under videos. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { id, oneOf, text } from '../schemas.ts'
import { needsSsl, page, paging, part, videoId } from './inputs.ts'

const textFormat = oneOf(['html', 'plainText'], 'How the text comes back.', { default: 'plainText' })

export const commentTools = [
  get('YOUTUBE_LIST_COMMENT_THREADS', '/commentThreads', {
    name: 'List comments of video',
    description:
      'List the comments under a video, each with its first replies. Fails for videos with comments switched off.',
    important: true,
    scopes: needsSsl,
    query: {
      videoId,
      part: part('snippet,replies', 'snippet, replies'),
      order: oneOf(['time', 'relevance'], 'What comes first.'),
      searchTerms: text('Only comments with these words.'),
      textFormat,
      ...paging(100),
    },
    required: ['videoId'],
    output: page,
  }),
  get('YOUTUBE_LIST_COMMENT_REPLIES', '/comments', {
    name: 'List replies to comment',
    description: 'List all replies to one comment.',
    scopes: needsSsl,
    query: {
      parentId: id('Id of the comment, from YOUTUBE_LIST_COMMENT_THREADS.'),
      part: part('snippet', 'snippet'),
      textFormat,
      ...paging(100),
    },
    required: ['parentId'],
    output: page,
  }),
  post('YOUTUBE_POST_COMMENT', '/commentThreads', {
    name: 'Post comment',
    description: 'Comment on a video as the connected account.',
    scopes: needsSsl,
    body: { videoId, textOriginal: id('The comment.') },
    required: ['videoId', 'textOriginal'],
    wire: {
      videoId: 'snippet.videoId',
      textOriginal: 'snippet.topLevelComment.snippet.textOriginal',
    },
    exec: { query: { part: 'snippet' } },
  }),
  post('YOUTUBE_REPLY_TO_COMMENT', '/comments', {
    name: 'Reply to comment',
    description: 'Answer a comment as the connected account.',
    scopes: needsSsl,
    body: { parentId: id('Id of the comment to answer.'), textOriginal: id('The answer.') },
    required: ['parentId', 'textOriginal'],
    wire: { parentId: 'snippet.parentId', textOriginal: 'snippet.textOriginal' },
    exec: { query: { part: 'snippet' } },
  }),
] satisfies ToolkitInput['tools']
