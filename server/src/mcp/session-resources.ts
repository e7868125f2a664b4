/** The files of a session as MCP resources: `session://files/<path>`. */
import type {
  ProtocolError,
  ListResourcesResult,
  ReadResourceResult,
  Resource,
} from '@modelcontextprotocol/server'
import { mcpServer } from '../late-packages.ts'
import type { Deps } from '../deps.ts'
import type { FileRow } from '../files/files.ts'
import { findMountFile, listMountFiles, type Mount } from '../files/mount-files.ts'
import { ApiError } from '../http/errors.ts'

const scheme = 'session://files/'
const pageSize = 200

/** Larger files are for the signed links of the mount's operations: a resource goes through the model. */
const mostBytes = 4 * 1024 * 1024

export const fileTemplate = {
  uriTemplate: `${scheme}{+path}`,
  name: 'session file',
  title: 'A file of this session',
  description: 'A file that a tool or the workbench left, or that was uploaded to the session',
}

/** One page of the files. @throws {ApiError} BadRequest for a cursor that this did not give */
export async function listFiles(
  deps: Pick<Deps, 'db'>,
  mount: Mount,
  cursor: string | undefined,
): Promise<ListResourcesResult> {
  const { items, next } = await listMountFiles(deps, mount, { cursor, limit: pageSize })
  return { resources: items.map(toResource), ...(next !== undefined && { nextCursor: next }) }
}

function toResource({ filename, mimetype, size }: FileRow): Resource {
  return {
    uri: uriOf(filename),
    name: filename.split('/').at(-1) ?? filename,
    title: filename,
    mimeType: mimetype,
    ...(size !== null && { size: Number(size) }),
  }
}

/** A file's contents. @throws {ProtocolError} ResourceNotFound; InvalidParams for one that is too large. */
export async function readFile(
  deps: Pick<Deps, 'db' | 'storage'>,
  mount: Mount,
  uri: string,
): Promise<ReadResourceResult> {
  const file = await fileOf(deps, mount, uri)
  if (Number(file.size) > mostBytes) {
    const message = `${file.filename} is larger than ${mostBytes} bytes; get a link from the session's mounts`
    const { ProtocolError, ProtocolErrorCode } = mcpServer()
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, message)
  }
  const stream = file.objectName === null ? undefined : await deps.storage.read(file.objectName)
  if (!stream) throw notFound(uri)
  const bytes = Buffer.concat(await stream.toArray())
  const contents = { uri, mimeType: file.mimetype }
  return {
    contents: [
      isText(file.mimetype)
        ? { ...contents, text: bytes.toString('utf8') }
        : { ...contents, blob: bytes.toString('base64') },
    ],
  }
}

async function fileOf(deps: Pick<Deps, 'db'>, mount: Mount, uri: string): Promise<FileRow> {
  const path = pathOf(uri)
  if (path === undefined) throw notFound(uri)
  return findMountFile(deps, mount, path).catch((error: unknown) => {
    throw error instanceof ApiError ? notFound(uri) : error
  })
}

function uriOf(path: string): string {
  return scheme + path.split('/').map(encodeURIComponent).join('/')
}

function pathOf(uri: string): string | undefined {
  if (!uri.startsWith(scheme)) return undefined
  try {
    return decodeURIComponent(uri.slice(scheme.length))
  } catch {
    return undefined
  }
}

function notFound(uri: string): ProtocolError {
  const { ProtocolError, ProtocolErrorCode } = mcpServer()
  return new ProtocolError(ProtocolErrorCode.ResourceNotFound, `No resource ${uri.slice(0, 256)}`, { uri })
}

const isText = (mimetype: string) => /^text\/|[/+](json|xml|yaml|csv|javascript)$/.test(mimetype)
