import { afterAll, expect, inject, test } from 'vitest'
import { Config } from '../config.ts'
import { loadCatalog } from '../startup/catalog/load-catalog.ts'
import { findToolkit, managedSchemes } from './toolkits.ts'

const catalog = await loadCatalog(inject('cacheDir'), () => {})
afterAll(() => catalog.close())

function baseUrl(slug: string, base_url: string): string {
  const config = Config.parse({ toolkits: { [slug]: { base_url } } })
  return findToolkit({ catalog, config }, slug).http.base_url
}

test('a base URL without a path moves the API and keeps its own path', () => {
  expect(baseUrl('gmail', 'http://127.0.0.1:4101')).toBe('http://127.0.0.1:4101/gmail/v1')
  expect(baseUrl('gmail', 'http://127.0.0.1:4101/')).toBe('http://127.0.0.1:4101/gmail/v1')
  expect(baseUrl('github', 'http://127.0.0.1:4100')).toBe('http://127.0.0.1:4100')
})

test('a base URL with a path replaces the whole', () => {
  expect(baseUrl('github', 'https://git.example/api/v3')).toBe('https://git.example/api/v3')
  expect(baseUrl('gmail', 'http://127.0.0.1:4101/mail')).toBe('http://127.0.0.1:4101/mail')
})

test('a path of the account’s fields stays when the API is moved', () => {
  expect(baseUrl('confluence', 'https://wiki.example')).toBe(
    'https://wiki.example/ex/confluence/{{conn.cloud_id|urlencode}}/wiki',
  )
})

test('a scheme is managed once the operator gives it a client id', () => {
  const managed = (auth: object) => {
    const config = Config.parse({ toolkits: { github: { auth: { OAUTH2: auth } } } })
    return managedSchemes({ config }, findToolkit({ catalog, config }, 'github'))
  }
  expect(managed({ authorize_url: 'https://git.example/authorize' })).toStrictEqual([])
  expect(managed({ client_id: 'id', client_secret: 'secret' })).toStrictEqual(['OAUTH2'])
})
