/** Names and settings of the embedded cluster. */

/**
 * Superuser of the cluster: holds the lock and makes the database, nothing else. Nobody has a password: only the
 * socket folder's permission lets anyone in.
 */
export const superuser = 'postgres'

/**
 * Role of the server's queries: owns the database and may make others. Not a superuser, so that an injected query
 * could not read files or run programs (`pg_read_file`, `copy … to program`).
 */
export const serverRole = 'patchbay'

/** Database that the server's tables live in. */
export const databaseName = 'patchbay'

/** Exists in every cluster; the ownership lock is taken here, so that `patchbay` can be dropped and restored. */
export const maintenanceDatabase = 'postgres'

/** Part of the socket's file name only: nothing listens on a network. */
export const port = 5432

/**
 * Written to `postgresql.conf` once, so that an operator may change them there or with `alter system`.
 *
 * Parallel queries stay off: they need room in `/dev/shm`, of which containers have 64 MB.
 */
export const initialSettings: Readonly<Record<string, string>> = {
  shared_buffers: '64MB',
  max_connections: '60',
  max_wal_size: '512MB',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Details quote row values ("Key (email)=(…) already exists"), which do not belong in a log.
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
}

/** Given on the command line, which no file in the cluster overrides: what safety rests on. */
export function fixedSettings(socketDirectory: string): Readonly<Record<string, string>> {
  return {
    listen_addresses: '',
    unix_socket_directories: quotedListItem(socketDirectory),
    unix_socket_permissions: '0700',
    port: String(port),
    fsync: 'on',
    full_page_writes: 'on',
    logging_collector: 'off',
    log_destination: 'stderr',
    // A query whose client died (kill -9) ends within this time instead of running to its end.
    client_connection_check_interval: '5s',
  }
}

/** `{ a: '1' }` as `['-c', 'a=1']`, which initdb and postgres both take. */
export function asFlags(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** The setting is a comma-separated list of identifiers: quotes keep commas and spaces of a path. */
function quotedListItem(path: string): string {
  return `"${path.replaceAll('"', '""')}"`
}
