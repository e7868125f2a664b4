/** Posts, and in whose name they can be made. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { canPost, canSeeOrganizations, canSeeProfile } from './scopes.ts'

export const postTools = [
  {
    slug: 'LINKEDIN_GET_MY_INFO',
    name: 'Get own profile',
    description:
      'Read the connected member: name, email address, picture, and the id (sub) that an author is made of.',
    tags: reads,
    important: true,
    scopes: canSeeProfile,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        sub: {
          type: 'string',
          description: 'Id of the member; the author is urn:li:person: followed by it.',
        },
        name: { type: 'string' },
        given_name: { type: 'string' },
        family_name: { type: 'string' },
        email: { type: 'string' },
        picture: { type: 'string' },
        locale: { type: 'object', additionalProperties: true },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/v2/userinfo' },
  },
  {
    slug: 'LINKEDIN_GET_COMPANY_INFO',
    name: 'List own organizations',
    description:
      'List the organizations that the connected member has a role in, with the URNs that an author can be.',
    tags: reads,
    important: true,
    scopes: canSeeOrganizations,
    input: {
      type: 'object',
      properties: {
        role: {
          type: 'string',
          enum: [
            'ADMINISTRATOR',
            'CONTENT_ADMINISTRATOR',
            'DIRECT_SPONSORED_CONTENT_POSTER',
            'ANALYST',
            'CURATOR',
          ],
          default: 'ADMINISTRATOR',
          description: 'Only organizations with this role.',
        },
        state: {
          type: 'string',
          enum: ['APPROVED', 'REQUESTED', 'REJECTED', 'REVOKED'],
          default: 'APPROVED',
          description: 'Only roles in this state.',
        },
        count: { type: 'integer', minimum: 1, maximum: 100, description: 'How many to return at most.' },
        start: { type: 'integer', minimum: 0, description: 'How many to skip first.' },
      },
    },
    output: {
      type: 'object',
      properties: {
        elements: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              organization: { type: 'string', description: 'urn:li:organization: and the id.' },
              role: { type: 'string' },
              state: { type: 'string' },
              roleAssignee: { type: 'string' },
            },
          },
        },
        paging: { type: 'object', additionalProperties: true },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/rest/organizationAcls',
      query: { q: 'roleAssignee' },
      parameters: inQuery('role', 'state', 'count', 'start'),
    },
  },
  {
    slug: 'LINKEDIN_CREATE_LINKED_IN_POST',
    name: 'Create post',
    description:
      'Publish a post with text, and an article or images that are uploaded already, for the member or one of their organizations. The answer is empty: LinkedIn names the new post in a header only.',
    tags: writes,
    important: true,
    scopes: canPost,
    input: {
      type: 'object',
      properties: {
        author: {
          type: 'string',
          pattern: '^urn:li:(person|organization):.+$',
          description:
            'Who posts: urn:li:person:SUB, SUB from LINKEDIN_GET_MY_INFO, or urn:li:organization:ID from LINKEDIN_GET_COMPANY_INFO.',
        },
        commentary: {
          type: 'string',
          maxLength: 3000,
          description:
            'Text. In it the characters | { } @ [ ] ( ) < > # * _ ~ and \\ need a \\ in front, except in tags and mentions.',
        },
        visibility: {
          type: 'string',
          enum: ['PUBLIC', 'CONNECTIONS', 'LOGGED_IN'],
          default: 'PUBLIC',
          description: 'Who can see it.',
        },
        lifecycleState: {
          type: 'string',
          enum: ['PUBLISHED', 'DRAFT'],
          default: 'PUBLISHED',
          description: 'Whether to publish it at once.',
        },
        isReshareDisabledByAuthor: { type: 'boolean', description: 'Whether others cannot share it on.' },
        content: {
          type: 'object',
          additionalProperties: true,
          description:
            'What to show below the text: {"article":{"source":"https://…","title":"…","description":"…"}} or {"media":{"id":"urn:li:image:…","altText":"…"}}.',
        },
        distribution: {
          type: 'object',
          additionalProperties: true,
          description: 'Where it appears; the main feed when left out.',
        },
      },
      required: ['author', 'commentary'],
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/rest/posts',
      body: {
        visibility: 'PUBLIC',
        lifecycleState: 'PUBLISHED',
        distribution: {
          feedDistribution: 'MAIN_FEED',
          targetEntities: [],
          thirdPartyDistributionChannels: [],
        },
      },
      parameters: inBody(
        'author',
        'commentary',
        'visibility',
        'lifecycleState',
        'isReshareDisabledByAuthor',
        'content',
        'distribution',
      ),
    },
  },
  {
    slug: 'LINKEDIN_DELETE_LINKED_IN_POST',
    name: 'Delete post',
    description: 'Delete a post of the member or of one of their organizations. It cannot be taken back.',
    tags: destroys,
    scopes: canPost,
    input: {
      type: 'object',
      properties: {
        share_id: {
          type: 'string',
          pattern: '^urn:li:(share|ugcPost):[0-9]+$',
          description: 'URN of the post: urn:li:share: or urn:li:ugcPost: and a number, as in its link.',
        },
      },
      required: ['share_id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/rest/posts/{share_id}',
      parameters: inPath('share_id'),
      headers: { 'x-restli-method': 'DELETE' },
    },
  },
] satisfies ToolkitInput['tools']
