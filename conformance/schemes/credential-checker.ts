import { listen } from '../rigs/listen.ts'

export type CredentialChecker = { readonly url: string; readonly host: string; close(): Promise<void> }

/** Every header in which one of the toolkits could put a credential. */
const carriers = [
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-api-key',
  'x-cal-client-id',
  'x-cal-secret-key',
]

/**
 * An API that takes at each path exactly the credential headers it is told, and refuses with 401 when one is
 * missing, wrong or too many.
 *
 * @param accepted header names in lower case and their values, by path.
 */
export async function startCredentialChecker(
  accepted: Record<string, Record<string, string>>,
): Promise<CredentialChecker> {
  const { url, close } = await listen((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://rig')
    const wanted = accepted[pathname]
    const isRight = wanted && carriers.every((name) => req.headers[name] === wanted[name])
    const status = wanted === undefined ? 404 : isRight === true ? 200 : 401
    res.writeHead(status, { 'content-type': 'application/json' })
    res.end(JSON.stringify(status === 200 ? { accepted: pathname } : { message: 'refused' }))
  })
  return { url, host: new URL(url).host, close }
}
