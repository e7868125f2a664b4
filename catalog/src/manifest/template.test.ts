import { expect, test } from 'vitest'
import { renderTemplate, TemplateError, templateReferences } from './template.ts'

const scope = {
  conn: { token: 't-1', username: 'ann', password: 'pa:ss', empty: '', team: { id: 7 }, list: [1] },
  cfg: { region: 'EU' },
}

test.each([
  ['no expression at all', 'no expression at all'],
  ['Bearer {{conn.token}}', 'Bearer t-1'],
  ['{{ conn.token }}/{{cfg.region|lower}}', 't-1/eu'],
  ['{{conn.team.id}}', '7'],
  ['Basic {{conn.username|basic:password}}', `Basic ${Buffer.from('ann:pa:ss').toString('base64')}`],
  ['Basic {{conn.token|basic:none}}', `Basic ${Buffer.from('t-1:').toString('base64')}`],
  ['{{conn.password|urlencode}}', 'pa%3Ass'],
  ['{{conn.password|base64url}}', 'cGE6c3M'],
  ['{{conn.missing|default:v2}}', 'v2'],
  ['{{conn.empty|default:v2}}', 'v2'],
  ['{{conn.missing|default:}}', ''],
])('%s renders as %s', (template, text) => {
  expect(renderTemplate(template, scope)).toBe(text)
})

test('a host is taken out of what people paste', () => {
  for (const domain of ['https://acme.example.com/admin?x=1', ' acme.example.com ']) {
    expect(renderTemplate('{{conn.domain|host}}', { conn: { domain } })).toBe('acme.example.com')
  }
})

test('a missing field is an error that names it', () => {
  expect(() => renderTemplate('https://{{conn.subdomain}}.example.com', scope)).toThrow(
    expect.objectContaining({ code: 'missing_field', field: 'conn.subdomain' }),
  )
})

test.each([
  ['{{secret.key}}', 'unknown_namespace'],
  ['{{conn.token|shout}}', 'unknown_filter'],
  ['{{conn.token|lower:x}}', 'unknown_filter'],
  ['{{conn.token|default}}', 'unknown_filter'],
  ['{{conn.token', 'syntax'],
  ['{{1 + 1}}', 'syntax'],
  ['{{conn.list}}', 'not_text'],
  ['x'.repeat(10_000), 'too_long'],
])('%.40s is refused as %s', (template, code) => {
  expect(() => renderTemplate(template, scope)).toThrow(expect.objectContaining({ code }))
})

test('only own fields are read', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'team.constructor']) {
    expect(() => renderTemplate(`{{conn.${name}}}`, scope)).toThrow(TemplateError)
  }
})

test('a filled-in value is never read as a template', () => {
  expect(renderTemplate('{{conn.a}}', { conn: { a: '{{conn.b}} $& $1', b: 'secret' } })).toBe(
    '{{conn.b}} $& $1',
  )
})

test('the references of a template are listed with their filters', () => {
  expect(templateReferences('{{conn.a}}-{{cfg.b.c|default:x|lower}}')).toStrictEqual([
    { namespace: 'conn', field: 'a', filters: [] },
    {
      namespace: 'cfg',
      field: 'b.c',
      filters: [
        { name: 'default', argument: 'x' },
        { name: 'lower', argument: undefined },
      ],
    },
  ])
})
