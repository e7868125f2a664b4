import { expect, test } from 'vitest'
import { translate } from './translate.ts'

test.each([
  ['sende eine Nachricht in Slack', 'send message slack'],
  ['créer une page dans notion', 'create page notion'],
  ['enviar un correo con gmail', 'send email gmail'],
  ['slackでメッセージを送信', 'slack message send'],
  ['在notion创建页面', 'notion create page'],
  ['отправить сообщение в slack', 'send message slack'],
  ['slack에 메시지 보내기', 'slack message send'],
])('%s has the English words of the field', (useCase, expected) => {
  const words = translate(useCase).toLowerCase().split(/\s+/)
  for (const word of expected.split(' ')) expect(words).toContain(word)
})

test.each([
  'send a message to the client such as Bob',
  'map the problem, taken from the agenda',
  '',
  '\u0000',
  '\uD800 🙂',
])('a text without foreign words stays as it is: %j', (useCase) => {
  expect(translate(useCase)).toBe(useCase)
})
