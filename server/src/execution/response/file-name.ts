/** The name that an answer gives its file. */

/** Reads `Content-Disposition` (RFC 6266): `filename*` before `filename`; the last part of a path, never a path. */
export function nameFromDisposition(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1]
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]?.replaceAll(/\\(.)/g, '$1')
  const bare = /;\s*filename\s*=\s*([^;"\s]+)/i.exec(header)?.[1]
  const name = (extended === undefined ? undefined : decode(extended)) ?? quoted ?? bare
  const last = name?.split(/[/\\]/).at(-1)?.trim()
  return last === undefined || last === '' || last === '.' || last === '..' ? undefined : last.slice(0, 255)
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
