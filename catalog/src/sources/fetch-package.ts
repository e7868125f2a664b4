/** Fetches a pinned package as npm itself would, and keeps its tarball. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { PublishedPackage } from './packages.ts'

/** A package that cannot be had, or whose bytes are not the pinned ones. */
export class PackageError extends Error {
  override readonly name = 'PackageError'
}

export type FetchOptions = {
  /** Folder for tarballs; one that is there and has the pinned bytes is used without the network. */
  folder: string
  signal?: AbortSignal | undefined
}

/**
 * The path of a package's tarball, fetched when it is not in the folder yet.
 *
 * `npm pack` does the fetching, so registry, proxy, certificates and credentials are those that the machine's npm
 * is configured with. The bytes are checked against the pin each time, also those found in the folder.
 *
 * @throws PackageError
 */
export async function fetchPackage(pinned: PublishedPackage, options: FetchOptions): Promise<string> {
  const file = join(options.folder, `${pinned.name.replace('/', '+').replace('@', '')}-${pinned.version}.tgz`)
  if (existsSync(file)) {
    if ((await integrityOf(file)) === pinned.integrity) return file
    await rm(file)
  }
  await mkdir(options.folder, { recursive: true })
  const temporary = await mkdtemp(join(options.folder, '.fetch-'))
  try {
    await npmPack(pinned, temporary, options.signal)
    const packed = (await readdir(temporary)).find((name) => name.endsWith('.tgz'))
    if (packed === undefined) throw new PackageError(`npm left no tarball of ${pinned.name}`)
    const got = await integrityOf(join(temporary, packed))
    if (got !== pinned.integrity) {
      throw new PackageError(`${pinned.name}@${pinned.version} is not the pinned tarball: it has ${got}`)
    }
    await rename(join(temporary, packed), file)
    return file
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function integrityOf(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return `sha512-${hash.digest('base64')}`
}

async function npmPack(
  { name, version }: PublishedPackage,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const cache = join(folder, 'cache')
  const args = [
    'pack',
    `${name}@${version}`,
    '--pack-destination',
    folder,
    '--cache',
    cache,
    '--ignore-scripts',
    '--loglevel=error',
  ]
  const { code, said } = await run(args, signal)
  if (code !== 0)
    throw new PackageError(`npm cannot fetch ${name}@${version}: ${said || `exit code ${code}`}`)
}

/** What npm needs of our environment. The rest holds secrets that are none of its business. */
const passedOn =
  /^(npm_config_.*|npm_token|node_auth_token|node_extra_ca_certs|path|pathext|home|userprofile|appdata|localappdata|systemroot|comspec|te?mp|tmpdir|(https?|no|all)_proxy|ssl_cert_(file|dir))$/i

function run(
  args: string[],
  signal: AbortSignal | undefined,
): Promise<{ code: number | null; said: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name)))
  const windows = process.platform === 'win32'
  return new Promise((resolve, reject) => {
    const child = spawn(windows ? 'npm.cmd' : 'npm', args, {
      env,
      shell: windows,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(signal ? { signal } : {}),
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2_000)))
    child.on('error', (error) => {
      if (signal?.aborted) reject(signal.reason instanceof Error ? signal.reason : error)
      else reject(new PackageError(`npm cannot be run: ${error.message}`))
    })
    child.on('close', (code) => resolve({ code, said: said.trim() }))
  })
}
