/** How much of a secret may be shown; the server's masks keep 4 characters. */
const SHOWN = 12

/** A secret under the forms in which it could get out. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret.slice(0, SHOWN),
    // Wherever the secret starts in the encoded text, two of three alignments lose up to two characters.
    ...[0, 1, 2].map((pad) =>
      Buffer.concat([Buffer.alloc(pad), bytes])
        .toString('base64')
        .slice(4, -4),
    ),
    bytes.toString('base64url').slice(0, -2),
    bytes.toString('hex'),
    secret.split('').toReversed().join(''),
  ]
}

/** Names of the secrets of which some form is in the text. */
export function secretsIn(text: string, secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
    .map(([name]) => name)
}
