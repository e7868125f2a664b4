import { expect, test } from 'vitest'
import { contentHash } from '../store/content-hash.ts'
import type { ToolkitInput } from './manifest.ts'
import { ManifestError, parseManifest } from './parse-manifest.ts'
import { GuidanceError, withGuidance } from './with-guidance.ts'

const tool = (slug: string, aliases: string[] = []) => ({
  slug,
  aliases,
  name: slug,
  description: 'Does it.',
  input: { type: 'object' as const, properties: {} },
  exec: { kind: 'http' as const, method: 'GET' as const, path: '/' },
})
const manifest: ToolkitInput = {
  manifest: 1,
  slug: 'shop',
  name: 'Shop',
  description: 'Sells.',
  logo: 'https://shop.example/logo.svg',
  http: { base_url: 'https://shop.example' },
  auth: [{ mode: 'NO_AUTH', name: 'none' }],
  tools: [tool('SHOP_ORDER', ['SHOP_BUY']), tool('SHOP_LIST')],
}
const pitfall = 'Orders cannot be undone: ask the user first.'

test('notes reach their tool by slug or alias, and become part of the manifest', () => {
  const notes = { pitfalls: [pitfall], tools: { SHOP_BUY: { pitfalls: [pitfall], before: ['SHOP_LIST'] } } }
  const { guidance, tools } = parseManifest(withGuidance(manifest, notes))
  expect(guidance).toStrictEqual({ pitfalls: [pitfall] })
  expect(tools[0]?.guidance).toStrictEqual({ pitfalls: [pitfall], before: ['SHOP_LIST'], after: [] })
  expect(tools[1]?.guidance).toBeUndefined()
})

test('a note on a tool that is gone stops the build', () => {
  expect(() => withGuidance(manifest, { tools: { SHOP_SELL: {} } })).toThrow(GuidanceError)
  expect(() => withGuidance(manifest, { tools: { SHOP_LIST: { after: ['SHOP_SELL'] } } })).toThrow(
    /SHOP_SELL/,
  )
})

test('a tool does not come before itself', () => {
  const notes = { tools: { SHOP_LIST: { before: ['SHOP_LIST'] } } }
  expect(() => parseManifest(withGuidance(manifest, notes))).toThrow(ManifestError)
})

test('a better note is no new version', () => {
  const plain = contentHash(parseManifest(manifest))
  const noted = parseManifest(
    withGuidance(manifest, { pitfalls: [pitfall], tools: { SHOP_LIST: { pitfalls: [pitfall] } } }),
  )
  expect(contentHash(noted)).toBe(plain)
})
