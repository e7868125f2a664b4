/** TLS before a plain server, as a reverse proxy has it, with a certificate of its own that nobody else trusts. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type TLSSocket } from 'node:tls'
import { promisify } from 'node:util'

export type TlsFront = {
  /** `127.0.0.1:<port>` */
  readonly host: string
  /** File for `NODE_EXTRA_CA_CERTS` of whoever shall trust it. */
  readonly certificateFile: string
  /** Where connections lead from now on; those before are refused. */
  lead(port: number): void
  close(): Promise<void>
}

/** Needs the `openssl` program: Node makes no certificates. */
export async function startTlsFront(): Promise<TlsFront> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-tls-'))
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const named = ['-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  await promisify(execFile)('openssl', [...made, '-keyout', keyFile, '-out', certificateFile, ...named])
  const open = new Set<TLSSocket>()
  let target: number | undefined
  const pair = { key: await readFile(keyFile), cert: await readFile(certificateFile) }
  const server = createServer(pair, (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy())
    if (target === undefined) return socket.destroy()
    const inner = connect(target, '127.0.0.1')
    inner.on('error', () => socket.destroy()).once('close', () => socket.destroy())
    socket.once('close', () => inner.destroy())
    return socket.pipe(inner).pipe(socket)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP address was expected')
  return {
    host: `127.0.0.1:${address.port}`,
    certificateFile,
    lead: (port) => void (target = port),
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
