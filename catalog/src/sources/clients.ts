/** Vendors who publish no description, but a client that was generated from one: which, and what it leaves unsaid. */
import { confluenceBodies } from './confluence-bodies.ts'

export type Generator = 'config-functions' | 'hey-api' | 'orval' | 'swagger-typescript-api'

/** What no client says of its API. */
export type ClientHead = {
  title: string
  description: string
  /** The vendor's domain. */
  provider: string
  server: string
  /** What the client's paths begin with, where the base URL of the hand-kept toolkit ends in it. */
  above?: string
  /** Schemas of bodies that the client leaves open, by operation. */
  bodies?: Readonly<Record<string, Record<string, unknown>>>
  securitySchemes?: Record<string, unknown>
}

export type ClientUse = { generator: Generator; head: ClientHead }

export type ClientPackage = ClientUse & {
  packageName: string
  /** The files that are read: declarations, and the script that makes the calls. */
  files: RegExp
  toolkit: string
}

const bearer = { token: { type: 'http', scheme: 'bearer' } }

export const clientPackages: readonly ClientPackage[] = [
  {
    packageName: '@sentry/api',
    files: /^dist\/(index\.js|sdk\.gen\.d\.ts|types\.gen\.d\.ts)$/,
    toolkit: 'sentry',
    generator: 'hey-api',
    head: {
      title: 'Sentry',
      description:
        'Errors and performance of applications: issues, events, releases, alerts, replays and teams.',
      provider: 'sentry.io',
      server: 'https://sentry.io',
      securitySchemes: bearer,
    },
  },
  {
    packageName: 'confluence.js',
    files: /^dist\/v2\/(api\/(?!index)\w+\.js|(parameters|models)\/(?!index)\w+\.d\.ts)$/,
    toolkit: 'confluence',
    generator: 'config-functions',
    head: {
      title: 'Confluence',
      description:
        'Pages, blog posts, comments, whiteboards, databases, folders and spaces of a Confluence Cloud site.',
      provider: 'atlassian.com',
      server: 'https://api.atlassian.com',
      above: '/wiki',
      bodies: confluenceBodies,
      securitySchemes: bearer,
    },
  },
  {
    packageName: 'supabase-management-js',
    files: /^dist\/index\.(mjs|d\.ts)$/,
    toolkit: 'supabase',
    generator: 'orval',
    head: {
      title: 'Supabase',
      description: 'Manage Supabase projects: databases, branches, functions, secrets, backups and settings.',
      provider: 'supabase.com',
      server: 'https://api.supabase.com',
      securitySchemes: bearer,
    },
  },
  {
    packageName: '@shortcut/client',
    files: /^lib\/generated\/(Api\.mjs|Api\.d\.mts|data-contracts\.d\.mts)$/,
    toolkit: 'shortcut',
    generator: 'swagger-typescript-api',
    head: {
      title: 'Shortcut',
      description: 'Plan software: stories, epics, iterations, objectives and their comments and files.',
      provider: 'shortcut.com',
      server: 'https://api.app.shortcut.com',
      securitySchemes: {
        token: {
          type: 'apiKey',
          in: 'header',
          name: 'Shortcut-Token',
          description: 'An API token, from Settings, Your Account, API Tokens.',
        },
      },
    },
  },
]
