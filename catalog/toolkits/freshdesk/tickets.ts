/** Tickets and their conversations. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { conversation, items, paging, ticket, ticketFields, ticketId } from './inputs.ts'

const html = (description: string) => ({
  type: 'string' as const,
  minLength: 1,
  description: `${description} HTML is allowed.`,
})

export const ticketTools = [
  {
    slug: 'FRESHDESK_LIST_ALL_TICKETS',
    aliases: ['FRESHDESK_GET_TICKETS'],
    name: 'List tickets',
    description:
      'List tickets, of the last 30 days unless updated_since says otherwise, newest first. To find certain ones use FRESHDESK_SEARCH_TICKETS.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        filter: {
          type: 'string',
          enum: ['new_and_my_open', 'watching', 'spam', 'deleted'],
          description: 'Only tickets of this built-in view.',
        },
        requester_id: { type: 'integer', description: 'Only tickets of this contact.' },
        email: { type: 'string', description: 'Only tickets of the contact with this address.' },
        company_id: { type: 'integer', description: 'Only tickets of this company.' },
        updated_since: {
          type: 'string',
          description: 'Only tickets changed since then: 2026-01-31T09:00:00Z.',
        },
        order_by: {
          type: 'string',
          enum: ['created_at', 'due_by', 'updated_at', 'status'],
          description: 'Order; created_at when left out.',
        },
        order_type: { type: 'string', enum: ['asc', 'desc'], description: 'Direction of the order.' },
        include: {
          type: 'string',
          description: 'What to return too: stats, requester, description; separated by commas.',
        },
        ...paging,
      },
    },
    output: items(ticket),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/tickets',
      parameters: [
        ...inQuery('filter', 'requester_id', 'email', 'company_id', 'updated_since'),
        ...inQuery('order_by', 'order_type', 'include', 'page', 'per_page'),
      ],
    },
  },
  {
    slug: 'FRESHDESK_SEARCH_TICKETS',
    name: 'Search tickets',
    description: 'Find tickets by conditions on their fields, 30 on a page, up to 10 pages.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          pattern: '^".*"$',
          maxLength: 514,
          description: `Conditions in double quotes: "priority:3 AND (status:2 OR status:3)", "tag:'refund' AND created_at:>'2026-01-31'".`,
        },
        page: { type: 'integer', minimum: 1, maximum: 10, description: 'Which page, from 1.' },
      },
      required: ['query'],
    },
    output: {
      type: 'object',
      properties: { total: { type: 'integer' }, results: { type: 'array', items: ticket } },
    },
    exec: { kind: 'http', method: 'GET', path: '/search/tickets', parameters: inQuery('query', 'page') },
  },
  {
    slug: 'FRESHDESK_VIEW_TICKET',
    name: 'Get ticket',
    description: 'Read one ticket; with include its conversation, requester or company too.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        ticket_id: ticketId,
        include: {
          type: 'string',
          description: 'What to return too: conversations, requester, company, stats; separated by commas.',
        },
      },
      required: ['ticket_id'],
    },
    output: ticket,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/tickets/{ticket_id}',
      parameters: [...inPath('ticket_id'), ...inQuery('include')],
    },
  },
  {
    slug: 'FRESHDESK_LIST_CONVERSATIONS',
    name: 'List conversations of a ticket',
    description: 'Read the replies and notes of a ticket, oldest first.',
    tags: reads,
    input: { type: 'object', properties: { ticket_id: ticketId, ...paging }, required: ['ticket_id'] },
    output: items(conversation),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/tickets/{ticket_id}/conversations',
      parameters: [...inPath('ticket_id'), ...inQuery('page', 'per_page')],
    },
  },
  {
    slug: 'FRESHDESK_CREATE_TICKET',
    name: 'Create ticket',
    description:
      'Create a ticket for a person, named by email, requester_id or phone; an unknown one becomes a contact.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        subject: { type: 'string', minLength: 1, description: 'Subject line.' },
        description: html('Text of the ticket.'),
        email: { type: 'string', description: 'Email address of the person.' },
        requester_id: { type: 'integer', description: 'Id of the contact, in place of email.' },
        phone: { type: 'string', description: 'Phone number of the person; needs name.' },
        name: { type: 'string', description: 'Name of the person.' },
        cc_emails: { type: 'array', items: { type: 'string' }, description: 'Addresses that get a copy.' },
        source: {
          type: 'integer',
          enum: [1, 2, 3, 5, 6, 7, 9, 10],
          description:
            'Where it came from: 1 email, 2 portal, 3 phone, 7 chat, 9 feedback widget, 10 outbound email.',
        },
        ...ticketFields,
      },
      required: ['subject', 'description', 'status', 'priority'],
    },
    output: ticket,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/tickets',
      parameters: [
        ...inBody('subject', 'description', 'email', 'requester_id', 'phone', 'name', 'cc_emails', 'source'),
        ...inBody(...Object.keys(ticketFields)),
      ],
    },
  },
  {
    slug: 'FRESHDESK_UPDATE_TICKET',
    name: 'Update ticket',
    description:
      'Change status, priority, agent, tags or other fields of a ticket. To answer use FRESHDESK_REPLY_TICKET.',
    tags: replaces,
    important: true,
    input: {
      type: 'object',
      properties: {
        ticket_id: ticketId,
        subject: { type: 'string', description: 'New subject line.' },
        ...ticketFields,
      },
      required: ['ticket_id'],
    },
    output: ticket,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/tickets/{ticket_id}',
      parameters: [...inPath('ticket_id'), ...inBody('subject', ...Object.keys(ticketFields))],
    },
  },
  {
    slug: 'FRESHDESK_REPLY_TICKET',
    name: 'Reply to ticket',
    description: 'Answer a ticket; the requester gets it by email.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        ticket_id: ticketId,
        body: html('Text of the answer.'),
        from_email: { type: 'string', description: 'Support address to send from.' },
        user_id: {
          type: 'integer',
          description: 'Id of the agent who answers; the connected one when left out.',
        },
        cc_emails: { type: 'array', items: { type: 'string' }, description: 'Addresses that get a copy.' },
        bcc_emails: {
          type: 'array',
          items: { type: 'string' },
          description: 'Addresses that get a blind copy.',
        },
      },
      required: ['ticket_id', 'body'],
    },
    output: conversation,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/tickets/{ticket_id}/reply',
      parameters: [
        ...inPath('ticket_id'),
        ...inBody('body', 'from_email', 'user_id', 'cc_emails', 'bcc_emails'),
      ],
    },
  },
  {
    slug: 'FRESHDESK_ADD_NOTE_TO_TICKET',
    name: 'Add note to ticket',
    description: 'Add a note to a ticket, for agents only unless private is false.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        ticket_id: ticketId,
        body: html('Text of the note.'),
        private: { type: 'boolean', default: true, description: 'False lets the requester see it.' },
        notify_emails: {
          type: 'array',
          items: { type: 'string' },
          description: 'Addresses of agents to tell.',
        },
      },
      required: ['ticket_id', 'body'],
    },
    output: conversation,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/tickets/{ticket_id}/notes',
      body: { private: true },
      parameters: [...inPath('ticket_id'), ...inBody('body', 'private', 'notify_emails')],
    },
  },
  {
    slug: 'FRESHDESK_DELETE_TICKET',
    name: 'Delete ticket',
    description: 'Move a ticket to the trash, from where a person can restore it.',
    tags: destroys,
    input: { type: 'object', properties: { ticket_id: ticketId }, required: ['ticket_id'] },
    exec: { kind: 'http', method: 'DELETE', path: '/tickets/{ticket_id}', parameters: inPath('ticket_id') },
  },
] satisfies ToolkitInput['tools']
