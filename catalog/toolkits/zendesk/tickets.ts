/** Tickets, and finding them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  canRead,
  canReadTickets,
  canReadUsers,
  canWriteTickets,
  meta,
  oneTicket,
  paging,
  pagingOnWire,
  sort,
  ticket,
  ticketFields,
  ticketFieldsOnWire,
  ticketId,
} from './inputs.ts'

export const ticketTools = [
  {
    slug: 'ZENDESK_LIST_ZENDESK_TICKETS',
    name: 'List tickets',
    description: 'List tickets, page by page, except archived ones. To find certain ones use ZENDESK_SEARCH.',
    tags: reads,
    important: true,
    scopes: canReadTickets,
    input: {
      type: 'object',
      properties: { sort: sort('updated_at, id or status'), ...paging },
    },
    output: { type: 'object', properties: { tickets: { type: 'array', items: ticket }, meta } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/tickets',
      parameters: [...inQuery('sort'), ...pagingOnWire],
    },
  },
  {
    slug: 'ZENDESK_GET_ZENDESK_TICKET_BY_ID',
    name: 'Get ticket',
    description: 'Read one ticket, without its conversation.',
    tags: reads,
    important: true,
    scopes: canReadTickets,
    input: { type: 'object', properties: { ticket_id: ticketId }, required: ['ticket_id'] },
    output: oneTicket,
    exec: { kind: 'http', method: 'GET', path: '/tickets/{ticket_id}', parameters: inPath('ticket_id') },
  },
  {
    slug: 'ZENDESK_LIST_TICKET_COMMENTS',
    name: 'List ticket comments',
    description: 'Read the conversation of a ticket: public replies and internal notes.',
    tags: reads,
    important: true,
    scopes: canReadTickets,
    input: {
      type: 'object',
      properties: { ticket_id: ticketId, sort: sort('created_at'), ...paging },
      required: ['ticket_id'],
    },
    output: {
      type: 'object',
      properties: {
        comments: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: { type: 'integer' },
              author_id: { type: 'integer' },
              plain_body: { type: 'string' },
              public: { type: 'boolean' },
              created_at: { type: 'string' },
            },
          },
        },
        meta,
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/tickets/{ticket_id}/comments',
      parameters: [...inPath('ticket_id'), ...inQuery('sort'), ...pagingOnWire],
    },
  },
  {
    slug: 'ZENDESK_CREATE_ZENDESK_TICKET',
    name: 'Create ticket',
    description: 'Create a ticket with its first comment, for a requester if one is named.',
    tags: writes,
    important: true,
    scopes: canWriteTickets,
    input: {
      type: 'object',
      properties: {
        subject: { type: 'string', minLength: 1, description: 'Subject line.' },
        description: { type: 'string', minLength: 1, description: 'Text of the first comment.' },
        is_public: { type: 'boolean', description: 'False makes the first comment an internal note.' },
        requester_name: { type: 'string', description: 'Name of the person who asks; needed for a new one.' },
        requester_email: { type: 'string', description: 'Email address of the person who asks.' },
        requester_id: {
          type: 'integer',
          description: 'Id of the person who asks, in place of name and address.',
        },
        ...ticketFields,
      },
      required: ['subject', 'description'],
    },
    output: oneTicket,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/tickets',
      parameters: [
        { name: 'subject', in: 'body', wire: 'ticket.subject' },
        { name: 'description', in: 'body', wire: 'ticket.comment.body' },
        { name: 'is_public', in: 'body', wire: 'ticket.comment.public' },
        { name: 'requester_name', in: 'body', wire: 'ticket.requester.name' },
        { name: 'requester_email', in: 'body', wire: 'ticket.requester.email' },
        { name: 'requester_id', in: 'body', wire: 'ticket.requester_id' },
        ...ticketFieldsOnWire,
      ],
    },
  },
  {
    slug: 'ZENDESK_UPDATE_ZENDESK_TICKET',
    name: 'Update ticket',
    description:
      'Change state, priority, agent, tags or subject of a ticket. To answer use ZENDESK_REPLY_ZENDESK_TICKET.',
    tags: replaces,
    important: true,
    scopes: canWriteTickets,
    input: {
      type: 'object',
      properties: {
        ticket_id: ticketId,
        subject: { type: 'string', description: 'New subject line.' },
        ...ticketFields,
      },
      required: ['ticket_id'],
    },
    output: oneTicket,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/tickets/{ticket_id}',
      parameters: [
        ...inPath('ticket_id'),
        { name: 'subject', in: 'body', wire: 'ticket.subject' },
        ...ticketFieldsOnWire,
      ],
    },
  },
  {
    slug: 'ZENDESK_REPLY_ZENDESK_TICKET',
    name: 'Reply to ticket',
    description:
      'Add a comment to a ticket: a reply that the requester gets, or an internal note with is_public false.',
    tags: writes,
    important: true,
    scopes: canWriteTickets,
    input: {
      type: 'object',
      properties: {
        ticket_id: ticketId,
        body: { type: 'string', minLength: 1, description: 'Text of the comment.' },
        is_public: { type: 'boolean', default: true, description: 'False makes it an internal note.' },
        author_id: {
          type: 'integer',
          description: 'Id of the user to write as; the connected one when left out.',
        },
        status: ticketFields.status,
      },
      required: ['ticket_id', 'body'],
    },
    output: oneTicket,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/tickets/{ticket_id}',
      body: { ticket: { comment: { public: true } } },
      parameters: [
        ...inPath('ticket_id'),
        { name: 'body', in: 'body', wire: 'ticket.comment.body' },
        { name: 'is_public', in: 'body', wire: 'ticket.comment.public' },
        { name: 'author_id', in: 'body', wire: 'ticket.comment.author_id' },
        { name: 'status', in: 'body', wire: 'ticket.status' },
      ],
    },
  },
  {
    slug: 'ZENDESK_DELETE_ZENDESK_TICKET',
    name: 'Delete ticket',
    description: 'Delete a ticket; a person can restore it for 30 days.',
    tags: destroys,
    scopes: canWriteTickets,
    input: { type: 'object', properties: { ticket_id: ticketId }, required: ['ticket_id'] },
    exec: { kind: 'http', method: 'DELETE', path: '/tickets/{ticket_id}', parameters: inPath('ticket_id') },
  },
  {
    slug: 'ZENDESK_SEARCH',
    name: 'Search',
    description: 'Find tickets, users or organizations by words and conditions.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          minLength: 1,
          description:
            'Zendesk search: type:ticket status<solved priority:high refund, type:user email:ada@example.com, type:organization name:Example, created>2026-01-31.',
        },
        sort_by: {
          type: 'string',
          enum: ['updated_at', 'created_at', 'priority', 'status', 'ticket_type'],
          description: 'Order; by relevance when left out.',
        },
        sort_order: { type: 'string', enum: ['asc', 'desc'], description: 'Direction of the order.' },
        page: { type: 'integer', minimum: 1, description: 'Which page, from 1.' },
        per_page: {
          type: 'integer',
          minimum: 1,
          maximum: 100,
          default: 25,
          description: 'How many on a page.',
        },
      },
      required: ['query'],
    },
    output: {
      type: 'object',
      properties: {
        results: { type: 'array', items: { type: 'object', additionalProperties: true } },
        count: { type: 'integer' },
        next_page: { type: ['string', 'null'] },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/search',
      parameters: inQuery('query', 'sort_by', 'sort_order', 'page', 'per_page'),
    },
  },
  {
    slug: 'ZENDESK_GET_ABOUT_ME',
    name: 'Get own user',
    description: 'Read the connected user: name, address and role.',
    tags: reads,
    scopes: canReadUsers,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        user: {
          type: 'object',
          properties: {
            id: { type: ['integer', 'null'] },
            name: { type: 'string' },
            email: { type: 'string' },
            role: { type: 'string' },
          },
        },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/users/me' },
  },
] satisfies ToolkitInput['tools']
