/** How much of a secret may be shown; the server's masks keep 4 characters. */
const SHOWN = 12

/** A secret under the forms in which it could get out. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  return [
    secret.slice(0, SHOWN),
    // Wherever the secret starts in the encoded text, two of three alignments lose up to two characters.
    ...[0, 1, 2].map((pad) =>
      Buffer.concat([Buffer.alloc(pad), bytes])
        .toString('base64')
        .slice(4, -4),
    ),
    bytes.toString('base64url').slice(0, -2),
    hex,
    hex.toUpperCase(),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.split('').toReversed().join(''),
  ]
}

type Form = { readonly name: string; readonly bytes: Buffer }

/** Finds any of many texts in one pass: a dump of hundreds of megabytes is read once, not once for each form. */
export class SecretFinder {
  /** By their first four bytes. */
  readonly #forms = new Map<number, Form[]>()
  /** Whether some form starts with four bytes of this hash. */
  readonly #starts = new Uint8Array(0x1_00_00)

  constructor(secrets: Readonly<Record<string, string>>) {
    for (const [name, secret] of Object.entries(secrets)) {
      for (const text of new Set(formsOf(secret))) {
        const bytes = Buffer.from(text)
        const key = bytes.readUInt32BE(0)
        this.#forms.set(key, [...(this.#forms.get(key) ?? []), { name, bytes }])
        this.#starts[hashOf(key)] = 1
      }
    }
  }

  /** Names of the secrets of which some form is in the bytes. */
  find(content: Uint8Array): string[] {
    const found = new Set<string>()
    let window = 0
    for (let end = 0; end < content.length; end++) {
      window = (window << 8) | (content[end] ?? 0)
      if (end < 3 || this.#starts[hashOf(window)] === 0) continue
      for (const { name, bytes } of this.#forms.get(window >>> 0) ?? []) {
        if (bytes.equals(content.subarray(end - 3, end - 3 + bytes.length))) found.add(name)
      }
    }
    return [...found]
  }
}

function hashOf(window: number): number {
  return (window ^ (window >>> 16)) & 0xff_ff
}

/** Names of the secrets of which some form is in the text. */
export function secretsIn(text: string, secrets: Readonly<Record<string, string>>): string[] {
  return new SecretFinder(secrets).find(Buffer.from(text))
}
