/** Twilio's way of writing requests, PascalCase in forms, and what its tools share. */
import { call, type Call } from '../calls.ts'
import { destroys, reads, writes } from '../parameters.ts'
import { answer, id, listOf, text, whole, words } from '../schemas.ts'

const pascal = (name: string) =>
  name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())

const spelled = (its: Call): Call => ({
  ...its,
  wire: {
    ...Object.fromEntries(Object.keys({ ...its.query, ...its.body }).map((name) => [name, pascal(name)])),
    ...its.wire,
  },
})

export const read = (slug: string, path: string, its: Call) =>
  call(`TWILIO_${slug}`, 'GET', path, reads, spelled(its))
export const write = (slug: string, path: string, its: Call) =>
  call(`TWILIO_${slug}`, 'POST', path, writes, { ...spelled(its), exec: { body_type: 'form', ...its.exec } })
export const destroy = (slug: string, path: string, its: Call) =>
  call(`TWILIO_${slug}`, 'DELETE', path, destroys, spelled(its))

export const phone = (who: string) =>
  id(`${who}, in E.164 form such as +14155550100; whatsapp:+14155550100 for WhatsApp.`)
export const pageSize = whole('How many on a page.', { minimum: 1, maximum: 1000, default: 50 })
export const pageToken = text('Where to go on: PageToken in next_page_uri of the previous answer.')
export const callback = text('Address that is told of every change.')
export const listed = (name: string) =>
  answer({ [name]: listOf(), next_page_uri: { type: ['string', 'null'] } })
export const sid = (more: Record<string, Record<string, unknown>> = {}) =>
  answer({ sid: words, status: words, ...more })
