/** The account, its numbers and its use. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answer, flag, id, oneOf, text, words } from '../schemas.ts'
import { destroy, listed, pageSize, pageToken, read, sid, write } from './inputs.ts'

const numberSid = id('SID of the number (PN…), from TWILIO_LIST_PHONE_NUMBERS.')
const hooks = {
  friendly_name: text('Name.'),
  sms_url: text('Address that gets incoming messages.'),
  voice_url: text('Address that answers calls.'),
}

export const accountTools = [
  read('GET_ACCOUNT', 'https://api.twilio.com/2010-04-01/Accounts/{{conn.account_sid}}.json', {
    name: 'Get account',
    description: 'Read name and state of the account.',
    output: sid({ friendly_name: words, type: words }),
  }),
  read('GET_BALANCE', '/Balance.json', {
    name: 'Get balance',
    description: 'Read how much money the account has.',
    important: true,
    output: answer({ balance: words, currency: words }),
  }),
  read('LIST_USAGE_RECORDS', '/Usage/Records.json', {
    name: 'List usage',
    description: 'Read what was used and what it cost, by kind.',
    query: {
      category: text('Only this kind, such as sms or calls.'),
      start_date: text('First day, as 2026-01-01.'),
      end_date: text('Last day.'),
      page_size: pageSize,
    },
    output: listed('usage_records'),
  }),
  read('LIST_PHONE_NUMBERS', '/IncomingPhoneNumbers.json', {
    name: 'List phone numbers',
    description: 'List the numbers of the account.',
    important: true,
    query: {
      phone_number: text('Only numbers with these digits.'),
      page_size: pageSize,
      page_token: pageToken,
    },
    output: listed('incoming_phone_numbers'),
  }),
  read('SEARCH_AVAILABLE_PHONE_NUMBERS', '/AvailablePhoneNumbers/{country_code}/{type}.json', {
    name: 'Find numbers to buy',
    description: 'Find numbers of a country that can be bought.',
    path: {
      country_code: id('Country, as US.', { pattern: '^[A-Z]{2}$' }),
      type: oneOf(['Local', 'TollFree', 'Mobile'], 'Kind.', { default: 'Local' }),
    },
    query: {
      area_code: text('Area code (US and Canada).'),
      contains: text('Digits it holds; * is any.'),
      sms_enabled: flag('Can text.'),
      voice_enabled: flag('Can call.'),
      page_size: pageSize,
    },
    output: listed('available_phone_numbers'),
  }),
  write('BUY_PHONE_NUMBER', '/IncomingPhoneNumbers.json', {
    name: 'Buy phone number',
    description: 'Buy a number. It costs money every month.',
    body: { phone_number: id('The number, from TWILIO_SEARCH_AVAILABLE_PHONE_NUMBERS.'), ...hooks },
    required: ['phone_number'],
    output: sid({ phone_number: words }),
  }),
  write('UPDATE_PHONE_NUMBER', '/IncomingPhoneNumbers/{number_sid}.json', {
    name: 'Update phone number',
    description: 'Change name or addresses of a number.',
    path: { number_sid: numberSid },
    body: hooks,
    output: sid({ phone_number: words }),
  }),
  destroy('RELEASE_PHONE_NUMBER', '/IncomingPhoneNumbers/{number_sid}.json', {
    name: 'Release phone number',
    description: 'Give a number back. It may go to someone else.',
    path: { number_sid: numberSid },
  }),
] satisfies ToolkitInput['tools']
