import { expect, test } from 'vitest'
import { scopeCovers } from './scope-covers.ts'

const google = (name: string) => `https://www.googleapis.com/auth/${name}`

test.each([
  ['repo', 'public_repo'],
  ['repo', 'repo:status'],
  ['repo', 'security_events'],
  ['user', 'user:email'],
  ['admin:org', 'read:org'],
  ['write:packages', 'read:packages'],
  ['https://mail.google.com/', google('gmail.send')],
  [google('drive'), google('drive.file')],
  [google('drive'), google('drive.readonly')],
  [google('calendar'), google('calendar.events.readonly')],
  [google('cloud-platform'), google('bigquery')],
  ['https://graph.microsoft.com/Mail.ReadWrite', 'Mail.Read'],
  ['Calendars.ReadWrite', 'Calendars.ReadBasic'],
  ['Sites.ReadWrite.All', 'Files.ReadWrite'],
  ['write_products', 'read_products'],
  ['api', 'read_repository'],
  ['write', 'issues:create'],
  ['ITEMS:READ', 'items:read'],
])('%s stands for %s', (granted, needed) => {
  expect(scopeCovers(granted, needed)).toBe(true)
})

test.each([
  ['public_repo', 'repo'],
  ['repo', 'admin:org'],
  ['read:org', 'write:org'],
  [google('drive.readonly'), google('drive')],
  [google('drive.file'), google('drive')],
  [google('gmail.readonly'), google('gmail.send')],
  [google('calendar.readonly'), google('calendar.events')],
  ['Mail.Read', 'Mail.ReadWrite'],
  ['Mail.ReadWrite', 'Calendars.Read'],
  ['channels:read', 'chat:write'],
  ['crm.objects.contacts.read', 'crm.objects.contacts.write'],
  ['read', 'issues:create'],
  ['openid', 'items:read'],
])('%s does not stand for %s', (granted, needed) => {
  expect(scopeCovers(granted, needed)).toBe(false)
})
