/** Signed JWTs (RFC 7519, RFC 7515) by which service accounts ask for tokens (RFC 7523). */
import { constants, createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import type { Assertion, TemplateScope } from '@patchbay/catalog'
import { render } from './auth-call.ts'
import { TokenError } from './token-error.ts'

/** Clocks differ: GitHub refuses a token that was issued in its future. */
const skewSeconds = 60

type Algorithm = Assertion['alg']
type Signer = (input: Buffer, key: string) => Buffer

const rsa =
  (hash: string): Signer =>
  (input, key) =>
    sign(hash, input, privateKey(key, 'rsa'))
const ecdsa =
  (hash: string): Signer =>
  (input, key) =>
    sign(hash, input, { key: privateKey(key, 'ec'), dsaEncoding: 'ieee-p1363' })
const hmac =
  (hash: string): Signer =>
  (input, key) =>
    createHmac(hash, key).update(input).digest()

const signers: Record<Algorithm, Signer> = {
  RS256: rsa('sha256'),
  RS384: rsa('sha384'),
  RS512: rsa('sha512'),
  PS256: (input, key) =>
    sign('sha256', input, {
      key: privateKey(key, 'rsa'),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  ES256: ecdsa('sha256'),
  ES384: ecdsa('sha384'),
  EdDSA: (input, key) => sign(null, input, privateKey(key, 'ed25519')),
  HS256: hmac('sha256'),
  HS512: hmac('sha512'),
}

/**
 * Signs an assertion whose claims and key are templates over `scope`. Claims that render to nothing are left out.
 * @throws {TokenError} `rejected` when the key is none, or not of the algorithm's kind.
 */
export function signAssertion(assertion: Assertion, scope: TemplateScope, now: Date): string {
  const { alg, kid, lifetime_seconds: lifetime } = assertion
  const keyId = kid === undefined ? undefined : render(kid, scope)
  const claims = Object.entries(assertion.claims)
    .map(([name, template]) => [name, render(template, scope)] as const)
    .filter(([, value]) => value !== '')
  const iat = Math.floor(now.getTime() / 1000) - skewSeconds
  const header = { alg, typ: 'JWT', ...(keyId && { kid: keyId }) }
  const payload = { ...Object.fromEntries(claims), iat, exp: iat + lifetime }
  const input = `${encode(header)}.${encode(payload)}`
  // Forms and environment variables often carry a PEM key with its line breaks written out.
  const key = render(assertion.key, scope).replaceAll('\\n', '\n')
  return `${input}.${signers[alg](Buffer.from(input), key).toString('base64url')}`
}

/** A parser's own message can quote the key. */
function privateKey(pem: string, type: KeyObject['asymmetricKeyType']): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    throw new TokenError('rejected', 'the private key cannot be read')
  }
  if (key.asymmetricKeyType !== type) throw new TokenError('rejected', 'the private key is of another kind')
  return key
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
