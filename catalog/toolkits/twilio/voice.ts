/** Calls and recordings. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { flag, id, oneOf, text, words } from '../schemas.ts'
import { callback, destroy, listed, pageSize, pageToken, phone, read, sid, write } from './inputs.ts'

const callSid = id('SID of the call (CA…), from TWILIO_LIST_CALLS.')
const recordingSid = id('SID of the recording (RE…), from TWILIO_LIST_RECORDINGS.')
const call = sid({ to: words, from: words, duration: words, start_time: words })
const what = {
  url: text('Address whose TwiML says what to do.'),
  twiml: text('TwiML that says what to do: <Response><Say>Hello</Say></Response>.'),
}

export const voiceTools = [
  write('MAKE_CALL', '/Calls.json', {
    aliases: ['TWILIO_CREATE_CALL'],
    name: 'Make call',
    description: 'Call a number from one of yours. Give url or twiml.',
    important: true,
    body: {
      to: phone('Whom to call'),
      from: phone('Your Twilio number'),
      ...what,
      record: flag('Record the call.'),
      machine_detection: oneOf(['Enable', 'DetectMessageEnd'], 'Tell people from machines.'),
      status_callback: callback,
    },
    required: ['to', 'from'],
    output: call,
  }),
  read('LIST_CALLS', '/Calls.json', {
    name: 'List calls',
    description: 'List calls, newest first.',
    important: true,
    query: {
      to: text('Only those to this number.'),
      from: text('Only those from this number.'),
      status: oneOf(
        ['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'],
        'Only those in this state.',
      ),
      start_time: text('Only those of this day, as 2026-01-31.'),
      page_size: pageSize,
      page_token: pageToken,
    },
    output: listed('calls'),
  }),
  read('GET_CALL', '/Calls/{call_sid}.json', {
    name: 'Get call',
    description: 'Read state and length of a call.',
    path: { call_sid: callSid },
    output: call,
  }),
  write('UPDATE_CALL', '/Calls/{call_sid}.json', {
    name: 'Update call',
    description: 'End a running call, or give it new TwiML.',
    path: { call_sid: callSid },
    body: { status: oneOf(['canceled', 'completed'], 'completed ends it.'), ...what },
    output: call,
  }),
  read('LIST_RECORDINGS', '/Recordings.json', {
    name: 'List recordings',
    description: 'List the recordings of calls.',
    query: {
      call_sid: text('Only those of this call.'),
      date_created: text('Only those of this day.'),
      page_size: pageSize,
      page_token: pageToken,
    },
    output: listed('recordings'),
  }),
  destroy('DELETE_RECORDING', '/Recordings/{recording_sid}.json', {
    name: 'Delete recording',
    description: 'Delete a recording.',
    path: { recording_sid: recordingSid },
  }),
] satisfies ToolkitInput['tools']
