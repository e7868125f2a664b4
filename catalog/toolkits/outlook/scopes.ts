/** Mailbox permissions of Microsoft Graph. */
import { anyOf } from '../microsoft-graph.ts'

export const defaultScopes = [
  'Mail.ReadWrite',
  'Mail.Send',
  'MailboxSettings.ReadWrite',
  'Calendars.ReadWrite',
  'Contacts.ReadWrite',
]

export const canReadMail = anyOf('Mail.Read', 'Mail.ReadWrite')
export const canWriteMail = anyOf('Mail.ReadWrite')
export const canSendMail = anyOf('Mail.Send')
export const canReadSettings = anyOf('MailboxSettings.Read', 'MailboxSettings.ReadWrite')
export const canWriteSettings = anyOf('MailboxSettings.ReadWrite')
export const canReadEvents = anyOf('Calendars.Read', 'Calendars.ReadWrite')
export const canWriteEvents = anyOf('Calendars.ReadWrite')
export const canReadContacts = anyOf('Contacts.Read', 'Contacts.ReadWrite')
export const canWriteContacts = anyOf('Contacts.ReadWrite')
