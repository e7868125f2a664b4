/** Messages, verification, lookup. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answer, anything, id, oneOf, text, texts, words } from '../schemas.ts'
import { callback, destroy, listed, pageSize, pageToken, phone, read, sid, write } from './inputs.ts'

const messageSid = id('SID of the message (SM… or MM…), from TWILIO_LIST_MESSAGES.')
const service = id('SID of the Verify service (VA…), from TWILIO_LIST_VERIFY_SERVICES.')
const message = sid({ body: words, from: words, to: words, date_sent: words, error_message: words })

export const messageTools = [
  write('SEND_MESSAGE', '/Messages.json', {
    aliases: ['TWILIO_SEND_SMS', 'TWILIO_CREATE_MESSAGE'],
    name: 'Send message',
    description:
      'Send a text, picture or WhatsApp message. Give from or messaging_service_sid, and body, media_url or content_sid.',
    important: true,
    body: {
      to: phone('Recipient'),
      from: text('Your Twilio number, in the form of to; from TWILIO_LIST_PHONE_NUMBERS.'),
      messaging_service_sid: text('SID of a messaging service (MG…), which picks the number.'),
      body: text('Text, at most 1,600 characters.', { maxLength: 1600 }),
      media_url: texts('Addresses of up to 10 pictures or files.', { maxItems: 10 }),
      content_sid: text('SID of a template (HX…).'),
      content_variables: text('JSON object of values for the template: {"1": "Ann"}.'),
      send_at: text('When, as 2026-01-31T09:00:00Z; needs messaging_service_sid and schedule_type.'),
      schedule_type: oneOf(['fixed'], 'Needed with send_at.'),
      status_callback: callback,
    },
    required: ['to'],
    output: message,
  }),
  read('LIST_MESSAGES', '/Messages.json', {
    name: 'List messages',
    description: 'List sent and received messages, newest first.',
    important: true,
    query: {
      to: text('Only those to this number.'),
      from: text('Only those from this number.'),
      date_sent: text('Only those of this day, as 2026-01-31.'),
      date_sent_after: text('Only those since this day.'),
      date_sent_before: text('Only those up to this day.'),
      page_size: pageSize,
      page_token: pageToken,
    },
    wire: { date_sent_after: 'DateSent>', date_sent_before: 'DateSent<' },
    output: listed('messages'),
  }),
  read('GET_MESSAGE', '/Messages/{message_sid}.json', {
    name: 'Get message',
    description: 'Read a message and whether it was delivered.',
    important: true,
    path: { message_sid: messageSid },
    output: message,
  }),
  write('CANCEL_MESSAGE', '/Messages/{message_sid}.json', {
    name: 'Cancel scheduled message',
    description: 'Cancel a message that is scheduled.',
    tags: ['openWorldHint', 'destructiveHint', 'idempotentHint'],
    path: { message_sid: messageSid },
    exec: { body: { Status: 'canceled' } },
    output: message,
  }),
  destroy('DELETE_MESSAGE', '/Messages/{message_sid}.json', {
    name: 'Delete message',
    description: 'Delete the record of a message.',
    path: { message_sid: messageSid },
  }),
  read('LIST_MESSAGE_MEDIA', '/Messages/{message_sid}/Media.json', {
    name: 'List media of message',
    description: 'List the pictures and files of a message.',
    path: { message_sid: messageSid },
    output: listed('media_list'),
  }),
  read('LOOKUP_PHONE_NUMBER', 'https://lookups.twilio.com/v2/PhoneNumbers/{phone_number}', {
    name: 'Look up phone number',
    description: 'See whether a number is valid, and if asked its carrier or kind of line.',
    path: { phone_number: id('Number in E.164 form.') },
    query: {
      fields: text('What to ask, separated by commas: line_type_intelligence, caller_name.'),
      country_code: text('Country of a national number, as US.'),
    },
    output: answer({
      phone_number: words,
      valid: { type: 'boolean' },
      country_code: words,
      line_type_intelligence: anything,
    }),
  }),
  read('LIST_VERIFY_SERVICES', 'https://verify.twilio.com/v2/Services', {
    name: 'List Verify services',
    description: 'List the services that verify people.',
    query: { page_size: pageSize },
    output: answer({ services: { type: 'array', items: anything } }),
  }),
  write('START_VERIFICATION', 'https://verify.twilio.com/v2/Services/{service_sid}/Verifications', {
    name: 'Start verification',
    description: 'Send a person a code by text, call, WhatsApp or email.',
    path: { service_sid: service },
    body: {
      to: id('Number in E.164 form, or email address.'),
      channel: oneOf(['sms', 'call', 'whatsapp', 'email'], 'Way.'),
    },
    required: ['to', 'channel'],
    output: sid(),
  }),
  write('CHECK_VERIFICATION', 'https://verify.twilio.com/v2/Services/{service_sid}/VerificationCheck', {
    name: 'Check verification',
    description: 'See whether the code that a person gives is the one that was sent: status approved.',
    path: { service_sid: service },
    body: { to: id('Where the code was sent.'), code: id('The code.') },
    required: ['to', 'code'],
    output: sid({ valid: { type: 'boolean' } }),
  }),
] satisfies ToolkitInput['tools']
