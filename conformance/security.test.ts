import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

/** The controls that must each have a test and a control, by number. */
const numbers = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
  31, 32, 33, 35, 36, 37,
]
const wanted = numbers.map((number) => `A${String(number).padStart(2, '0')}`)

const sections = read('docs/security.md')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ id: text.slice(0, 3), lines: [...text.matchAll(/^- (control: )?`([^`]+)` (.+)$/gm)] }))

/** Whether the file has a test of this title, and does not skip it. */
function isThere(file: string, title: string): boolean {
  const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`\btest(\.each\b[^]*?\))?\(\s*(['"\x60])${escaped}\2`).test(read(file))
}

test('docs/security.md lists every control once', () => {
  expect(sections.map(({ id }) => id)).toStrictEqual(wanted)
})

test.each(sections)('$id has a test and a control, and they exist', ({ lines }) => {
  const controls = lines.filter(([, control]) => control !== undefined)
  expect(controls.length).toBeGreaterThan(0)
  expect(lines.length).toBeGreaterThan(controls.length)
  const missing = lines.filter(([, , file = '', title = '']) => !isThere(file, title)).map(([line]) => line)
  expect(missing).toStrictEqual([])
})

test('control: a title that no test has is missed', () => {
  expect(isThere('conformance/security.test.ts', 'docs/security.md lists every control twice')).toBe(false)
  expect(isThere('conformance/security.test.ts', 'docs/security.md lists every control once')).toBe(true)
})
