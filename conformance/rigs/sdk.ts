import type { Composio } from 'composio-core-0.19'
import type * as newest from 'composio-core-0.21'

/** Typed as the newest generation: tests use the part that all of them share, and say so where one differs. */
export type SdkClient = Composio

export type SdkOptions = {
  apiKey: string
  baseURL: string
  /** Whether paths in arguments are uploaded and files in answers downloaded: asked for since 0.10, the rule before. */
  dangerouslyAllowAutoUploadDownloadFiles?: boolean
  autoUploadDownloadFiles?: boolean
  /** Folders whose files may be uploaded, and where downloads are put; not in all generations. */
  fileUploadDirs?: string[]
  fileDownloadDir?: string
}

export type SdkGeneration = {
  /** The exact published version. */
  readonly version: string
  /** What its HTTP client puts before every path, hard-coded realtime paths aside. */
  readonly prefix: '/api/v3' | '/api/v3.1'
  /** `execute_meta` with any slug, or `execute`: how providers run a session's tools. */
  readonly sessionExecute: 'execute' | 'execute_meta'
  /** Refuses presigned storage URLs whose host has a private address; nothing turns that off. */
  readonly refusesPrivateStorage: boolean
  load(options: SdkOptions): Promise<SdkClient>
  /** What the package exports beside the client: custom tools, presets, errors. */
  module(): Promise<SdkModule>
}

/** The newest generation's exports; older ones have fewer. */
type SdkModule = typeof newest

/** Neither usage reports nor the look at the registry for a newer version: both leave the machine. */
const quiet = { allowTracking: false, disableVersionCheck: true }

/**
 * Five generations of the published TypeScript SDK, newest first, loaded only when asked for. The newest declares a
 * release candidate of its HTTP client that the registry lacks; the workspace overrides it with the nearest one there is.
 */
export const generations: readonly SdkGeneration[] = [
  {
    version: '0.21.0',
    prefix: '/api/v3.1',
    sessionExecute: 'execute',
    refusesPrivateStorage: true,
    async load(options) {
      const { Composio } = await import('composio-core-0.21')
      return new Composio({ ...options, ...quiet }) as unknown as SdkClient
    },
    module: () => import('composio-core-0.21'),
  },
  {
    version: '0.19.0',
    prefix: '/api/v3.1',
    sessionExecute: 'execute',
    refusesPrivateStorage: true,
    async load(options) {
      const { Composio } = await import('composio-core-0.19')
      return new Composio({ ...options, ...quiet })
    },
    module: () => import('composio-core-0.19') as Promise<unknown> as Promise<SdkModule>,
  },
  {
    version: '0.16.0',
    prefix: '/api/v3.1',
    sessionExecute: 'execute',
    refusesPrivateStorage: false,
    async load(options) {
      const { Composio } = await import('composio-core-0.16')
      return new Composio({ ...options, ...quiet }) as unknown as SdkClient
    },
    module: () => import('composio-core-0.16') as Promise<unknown> as Promise<SdkModule>,
  },
  {
    version: '0.10.0',
    prefix: '/api/v3.1',
    sessionExecute: 'execute',
    refusesPrivateStorage: false,
    async load(options) {
      const { Composio } = await import('composio-core-0.10')
      return new Composio({ ...options, ...quiet }) as unknown as SdkClient
    },
    module: () => import('composio-core-0.10') as Promise<unknown> as Promise<SdkModule>,
  },
  {
    version: '0.6.11',
    prefix: '/api/v3',
    sessionExecute: 'execute_meta',
    refusesPrivateStorage: false,
    async load(options) {
      const { Composio } = await import('composio-core-0.6')
      return new Composio({ ...options, ...quiet }) as unknown as SdkClient
    },
    module: () => import('composio-core-0.6') as Promise<unknown> as Promise<SdkModule>,
  },
]
