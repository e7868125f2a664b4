/** Comments and attachments of issues, and questions of one's own. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { mutation, post, query } from '../calls.ts'
import { destroys, replaces } from '../parameters.ts'
import { answer, anything, id, open, text, textFields } from '../schemas.ts'
import { canComment, canRead, canWrite, issueId, nodes, pageInfo, pages, paging } from './inputs.ts'

const success = { type: 'boolean' }
const comment = textFields('id', 'body', 'url', 'createdAt')
const commentId = id('Id of the comment, from LINEAR_LIST_COMMENTS.')

export const commentTools = [
  mutation(
    'LINEAR_CREATE_LINEAR_COMMENT',
    'mutation($input: CommentCreateInput!) { commentCreate(input: $input) { success comment { id body url createdAt } } }',
    {
      name: 'Comment on issue',
      description: 'Write a comment on an issue as the connected user.',
      important: true,
      scopes: canComment,
      input: {
        issue_id: issueId,
        body: id('The comment, in Markdown.'),
        parent_id: text('Id of the comment to answer.'),
      },
      required: ['issue_id', 'body'],
      wire: { issue_id: 'input.issueId', body: 'input.body', parent_id: 'input.parentId' },
      result: 'commentCreate',
      output: answer({ success, comment: { type: 'object', properties: comment } }),
    },
  ),
  query(
    'LINEAR_LIST_COMMENTS',
    `query($id: String!, $first: Int, $after: String) { issue(id: $id) {
      comments(first: $first, after: $after) { nodes { id body url createdAt user { id name } } ${pageInfo} } } }`,
    {
      name: 'List comments of issue',
      description: 'List the comments on an issue.',
      scopes: canRead,
      input: { issue_id: issueId, ...paging },
      required: ['issue_id'],
      wire: { issue_id: 'id' },
      result: 'issue.comments',
      output: nodes(comment),
      pagination: pages,
    },
  ),
  mutation(
    'LINEAR_UPDATE_LINEAR_COMMENT',
    'mutation($id: String!, $input: CommentUpdateInput!) { commentUpdate(id: $id, input: $input) { success } }',
    {
      name: 'Update comment',
      description: 'Replace the text of a comment.',
      tags: replaces,
      scopes: canWrite,
      input: { comment_id: commentId, body: id('The new text, in Markdown.') },
      required: ['comment_id', 'body'],
      wire: { comment_id: 'id', body: 'input.body' },
      result: 'commentUpdate',
      output: answer({ success }),
    },
  ),
  mutation('LINEAR_DELETE_LINEAR_COMMENT', 'mutation($id: String!) { commentDelete(id: $id) { success } }', {
    name: 'Delete comment',
    description: 'Delete a comment.',
    tags: destroys,
    scopes: canWrite,
    input: { comment_id: commentId },
    required: ['comment_id'],
    wire: { comment_id: 'id' },
    result: 'commentDelete',
    output: answer({ success }),
  }),
  mutation(
    'LINEAR_CREATE_LINEAR_ATTACHMENT',
    'mutation($input: AttachmentCreateInput!) { attachmentCreate(input: $input) { success attachment { id title url } } }',
    {
      name: 'Attach link to issue',
      description: 'Attach a link to an issue. The same address again changes the attachment that is there.',
      tags: replaces,
      scopes: canWrite,
      input: {
        issue_id: issueId,
        title: id('Title of the attachment.'),
        url: id('Address of the page.'),
        subtitle: text('Line below the title.'),
      },
      required: ['issue_id', 'title', 'url'],
      wire: { issue_id: 'input.issueId', title: 'input.title', url: 'input.url', subtitle: 'input.subtitle' },
      result: 'attachmentCreate',
      output: answer({
        success,
        attachment: { type: 'object', properties: textFields('id', 'title', 'url') },
      }),
    },
  ),
  query(
    'LINEAR_GET_ATTACHMENTS',
    `query($id: String!, $first: Int, $after: String) { issue(id: $id) {
      attachments(first: $first, after: $after) { nodes { id title subtitle url sourceType createdAt } ${pageInfo} } } }`,
    {
      name: 'List attachments of issue',
      description: 'List what is attached to an issue, with the addresses.',
      scopes: canRead,
      input: { issue_id: issueId, ...paging },
      required: ['issue_id'],
      wire: { issue_id: 'id' },
      result: 'issue.attachments',
      output: nodes(textFields('id', 'title', 'url')),
      pagination: pages,
    },
  ),
  post('LINEAR_RUN_QUERY_OR_MUTATION', '', {
    name: 'Run GraphQL',
    description:
      'Run a query or a mutation of your own against the GraphQL API of Linear, for what no other tool does.',
    tags: ['openWorldHint', 'destructiveHint'],
    important: true,
    scopes: canWrite,
    body: {
      query_or_mutation: id('The GraphQL document, such as query { viewer { id name } }.'),
      variables: open('Its variables.'),
    },
    required: ['query_or_mutation'],
    wire: { query_or_mutation: 'query' },
    output: answer({ data: anything }),
  }),
] satisfies ToolkitInput['tools']
