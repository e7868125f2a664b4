/** Files by the SDKs' own ways: a path in the arguments goes up, a file in the answer comes down. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { listen, type LoopbackServer } from '../rigs/listen.ts'
import { startPatchbay, type Patchbay } from '../rigs/patchbay.ts'
import { generations } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'

/** Newer generations send no file to a private address, so links name a public one, behind which is the server. */
const storage = 'http://9.9.9.9'
const token = 'ya29.token_of_ada_0123456789'
const user = 'ada'
const latest = { dangerouslySkipVersionCheck: true } as const

let patchbay: Patchbay
let gmail: LoopbackServer
let folder: string
let report: string
const content = randomBytes(25 * 1024 * 1024)

/** As much of Gmail as there is to this: keeps the attachment of the mail that was sent, and gives it back. */
function startGmail(): Promise<LoopbackServer> {
  let attached = Buffer.alloc(0)
  return listen((request, response) => {
    void buffer(request).then((body) => {
      response.setHeader('content-type', 'application/json')
      if (request.method === 'GET')
        return response.end(JSON.stringify({ size: attached.length, data: attached.toString('base64url') }))
      const from = body.indexOf('\r\n\r\n', body.indexOf('Content-Disposition: attachment')) + 4
      attached = Buffer.from(body.toString('latin1', from, body.indexOf('\r\n--', from)), 'base64')
      return response.end('{"id":"m1","threadId":"t1"}')
    })
  })
}

beforeAll(async () => {
  gmail = await startGmail()
  patchbay = await startPatchbay({
    databaseUrl: await newDatabaseUrl(),
    env: { PATCHBAY_STORAGE_PUBLIC_URL: storage },
    config: {
      toolkits: { gmail: { base_url: `${gmail.url}/gmail/v1` } },
      egress: { allow_private: [new URL(gmail.url).host] },
    },
  })
  folder = await mkdtemp(join(tmpdir(), 'patchbay-sdk-'))
  report = join(folder, 'report.pdf')
  await writeFile(report, content)
  const reach = globalThis.fetch
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit & { dispatcher?: unknown }) => {
    const to = input instanceof Request ? input.url : String(input)
    if (!to.startsWith(storage)) return reach(input, init)
    const { dispatcher: _pinned, ...rest } = init ?? {}
    return reach(patchbay.url + to.slice(storage.length), rest)
  })
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await patchbay?.stop()
  await gmail?.close()
  await rm(folder, { recursive: true, force: true })
})

// One generation: the SDKs take seconds for what they do with the bytes.
describe.each(generations.slice(0, 1))('core $version', (sdk) => {
  test('an attachment of 25 MB goes out by its path and comes back as a file, byte for byte', async () => {
    const { url: baseURL, apiKey } = patchbay
    const files = { dangerouslyAllowAutoUploadDownloadFiles: true, autoUploadDownloadFiles: true }
    const composio = await sdk.load({
      apiKey,
      baseURL,
      ...files,
      fileUploadDirs: [folder],
      fileDownloadDir: folder,
    })
    const config = await composio.authConfigs.create('gmail', {
      type: 'use_custom_auth',
      name: 'Gmail',
      authScheme: 'OAUTH2',
      credentials: { client_id: 'a', client_secret: 'b' },
    })
    await composio.connectedAccounts.initiate(user, config.id, {
      config: { authScheme: 'OAUTH2', val: { status: 'ACTIVE', access_token: token } },
    })
    const run = async (slug: string, args: Record<string, unknown>) => {
      const result = await composio.tools.execute(slug, { userId: user, arguments: args, ...latest })
      expect(result).toMatchObject({ successful: true, error: null })
      return result.data
    }
    await run('GMAIL_SEND_EMAIL', {
      recipient_email: 'bob@example.com',
      subject: 'Report',
      body: 'See there.',
      attachment: report,
    })
    const { file } = (await run('GMAIL_GET_ATTACHMENT', {
      message_id: 'm1',
      attachment_id: 'a1',
      file_name: 'report.pdf',
    })) as { file: { uri: string; file_downloaded: boolean } }
    expect(file).toMatchObject({ file_downloaded: true })
    expect((await readFile(file.uri)).equals(content)).toBe(true)
  }, 300_000)
})
