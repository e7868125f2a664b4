/** Writes small tar archives (POSIX.1-1988); tests make their packages with it. */

export type TarEntry = { path: string; content?: string | Buffer; type?: string; size?: string }

/** The archive of these entries, with its closing blocks. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(tarBlock), Buffer.alloc(1_024)])
}

/** A header with its content, padded to whole blocks. */
export function tarBlock({ path, content = '', type = '0', size }: TarEntry): Buffer {
  const body = Buffer.from(content)
  const header = Buffer.alloc(512)
  header.write(path, 0, 100)
  header.write(size ?? body.length.toString(8).padStart(11, '0'), 124, 12)
  header.write('        ', 148, 8)
  header.write(type, 156, 1)
  header.write('ustar\u000000', 257, 8)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8)
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)])
}
