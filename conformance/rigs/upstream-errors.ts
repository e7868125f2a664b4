type Written = { status: number; headers: Record<string, string>; body: string }
type ErrorShape = (status: number) => Written

const jsonType = { 'content-type': 'application/json' }

/** How real APIs say no. `ok-false` ignores the status: Slack reports errors inside a 200. */
export const errorShapes: Record<string, ErrorShape> = {
  message: (status) => write(status, { message: 'It failed' }),
  oauth: (status) => write(status, { error: 'invalid_token', error_description: 'It failed' }),
  nested: (status) => write(status, { error: { code: status, message: 'It failed', status: 'FAILED' } }),
  list: (status) => write(status, { errors: [{ code: 'failed', detail: 'It failed' }] }),
  problem: (status) => ({
    ...write(status, { type: 'about:blank', title: 'It failed', status }),
    headers: { 'content-type': 'application/problem+json' },
  }),
  'ok-false': () => write(200, { ok: false, error: 'it_failed' }),
  'rate-limit': (status) => ({
    ...write(status, { message: 'Slow down' }),
    headers: { ...jsonType, 'retry-after': '1' },
  }),
  html: (status) => ({
    status,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>It failed</title><h1>It failed</h1>',
  }),
  text: (status) => ({ status, headers: { 'content-type': 'text/plain' }, body: 'It failed' }),
  empty: (status) => ({ status, headers: {}, body: '' }),
  'not-json': (status) => ({ status, headers: jsonType, body: '{"message": "It fai' }),
}

function write(status: number, body: unknown): Written {
  return { status, headers: jsonType, body: JSON.stringify(body) }
}
