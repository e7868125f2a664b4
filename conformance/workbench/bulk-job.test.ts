import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../server/test/harness.ts'
import { describeSandboxed } from '../../server/test/sandboxes.ts'
import { startEmulate } from '../rigs/emulate.ts'
import { startGoogleSheets } from '../rigs/google-sheets.ts'

const email = 'ada@example.com'
const token = 'ya29.token_of_ada_0123456789'
const items = 150

const subjectOf = (at: number) => `${['Invoice', 'Standup', 'Hello'][at % 3]} no. ${at}`
const google = await startEmulate('google', {
  seed: {
    users: [{ email, name: 'Ada' }],
    messages: Array.from({ length: items }, (_unused, at) => ({
      id: `msg_${at}`,
      user_email: email,
      from: 'someone@example.com',
      to: email,
      subject: subjectOf(at),
      body_text: 'Words.',
      label_ids: ['INBOX'],
    })),
  },
  tokens: { [token]: { login: email } },
})
const sheets = await startGoogleSheets(token)
/** Speaks OpenAI's chat completions, and knows three kinds of mail. */
const model = createServer(async (request, response) => {
  const asked = (await buffer(request)).toString()
  const content = asked.includes('Invoice') ? 'bill' : asked.includes('Standup') ? 'meeting' : 'other'
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ choices: [{ message: { content } }] }))
})
await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve))
const address = model.address()
const port = typeof address === 'object' ? address?.port : undefined
const server = await testServer({
  config: {
    toolkits: {
      gmail: { base_url: `${google.url}/gmail/v1` },
      googlesheets: { base_url: `${sheets.url}/v4` },
      googledrive: { base_url: `${google.url}/drive/v3` },
    },
    egress: { allow_private: [new URL(google.url).host, new URL(sheets.url).host] },
  },
  env: {
    PATCHBAY_WORKBENCH_SPARE: '0',
    PATCHBAY_LLM_URL: `http://127.0.0.1:${port}/v1`,
    PATCHBAY_LLM_MODEL: 'small',
  },
})
afterAll(async () => {
  await server.close()
  await google.close()
  await sheets.close()
  model.close()
})

async function connect(slug: string): Promise<void> {
  const credentials = { client_id: 'a', client_secret: 'b' }
  const auth_config = { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials }
  const config = await server.call('POST', '/auth_configs', { body: { toolkit: { slug }, auth_config } })
  const state = { authScheme: 'OAUTH2', val: { status: 'ACTIVE', access_token: token } }
  const connection = { user_id: 'ada', state }
  const body = { auth_config: { id: config.body.auth_config.id }, connection }
  expect((await server.call('POST', '/connected_accounts', { body })).status).toBe(201)
}

async function atGoogle(path: string): Promise<Buffer> {
  const response = await fetch(google.url + path, { headers: { authorization: `Bearer ${token}` } })
  return Buffer.from(await response.arrayBuffer())
}

async function messages(query: string): Promise<{ id: string }[]> {
  const found = JSON.parse((await atGoogle(`/gmail/v1/users/me/messages?${query}`)).toString())
  return found.messages
}

describeSandboxed('the workbench', () => {
  test('150 mails are classified, labelled, put into a Google Sheet, charted and reported on in Drive', async () => {
    await connect('gmail')
    await connect('googledrive')
    await connect('googlesheets')
    const { body: session } = await server.call('POST', '/tool_router/session', { body: { user_id: 'ada' } })
    const python = async (code: string) => {
      const { body } = await server.call('POST', `/tool_router/session/${session.session_id}/execute_meta`, {
        body: { slug: 'COMPOSIO_REMOTE_WORKBENCH', arguments: { code_to_execute: code } },
      })
      expect(body.error, JSON.stringify(body.data)).toBe(null)
      return body.data.results as string
    }
    const job = await readFile(new URL('bulk-job.py', import.meta.url), 'utf8')
    // The last line is the answer; it comes as text of Python.
    const done = JSON.parse(await python(`${job.trimEnd().replace(/\n(\{"counts".*)$/, '\njson.dumps($1)')}`))
    expect(done.counts).toStrictEqual({ bill: 50, meeting: 50, other: 50 })

    const bills = await messages(`labelIds=${done.labels.bill}&maxResults=500`)
    const expected = Array.from({ length: items / 3 }, (_unused, at) => `msg_${at * 3}`)
    expect(bills.map(({ id }) => id).toSorted()).toStrictEqual(expected.toSorted())
    const written = await fetch(
      `${sheets.url}/v4/spreadsheets/${done.sheet}/values:batchGet?ranges=Sheet1!A1:Z999`,
      {
        headers: { authorization: `Bearer ${token}` },
      },
    )
    const { valueRanges } = (await written.json()) as { valueRanges: { values: string[][] }[] }
    const [header, ...rows] = valueRanges[0]?.values ?? []
    expect(header).toStrictEqual(['id', 'subject', 'kind'])
    expect(rows).toHaveLength(items)
    for (const [id, subject, kind] of rows) {
      const at = Number(id?.slice('msg_'.length))
      expect([subject, kind]).toStrictEqual([subjectOf(at), ['bill', 'meeting', 'other'][at % 3]])
    }

    const kept = await atGoogle(`/drive/v3/files/${done.report}?alt=media`)
    expect(kept.subarray(0, 5).toString()).toBe('%PDF-')

    // Page by page: the words, and the chart's own colour among the pixels of the picture.
    const seen = JSON.parse(
      await python(`
import pypdf
pages = pypdf.PdfReader("/mnt/files/report.pdf").pages
chart, = [each.get_object() for each in pages[0]["/Resources"]["/XObject"].values()]
pixels = np.frombuffer(chart.get_data(), np.uint8).reshape(chart["/Height"], chart["/Width"], 3).astype(int)
blue = float((np.abs(pixels - [0x33, 0x66, 0xcc]).max(axis=2) < 8).mean())
json.dumps({"texts": [page.extract_text() for page in pages], "size": pixels.shape, "blue": blue})`),
    )
    expect(seen.texts).toHaveLength(2)
    expect(seen.texts[0]).toContain('150 mails, 50 of them bills')
    expect(seen.texts[1]).toMatch(/Subject[^]*Invoice no\. \d+\s+bill/)
    expect(seen.size).toStrictEqual([300, 600, 3])
    // Three bars of the same height fill about half of the picture.
    expect(seen.blue).toBeGreaterThan(0.3)
  }, 120_000)
})
