/**
 * What can go wrong with the embedded database. Every message is for the operator: it names the folder or the
 * program, and says what to do. None holds a secret.
 */

/** Parent of all: catch this one to tell the operator's problems from bugs. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'
}

/** Another Patchbay runs on the same data folder. */
export class DataFolderInUseError extends EmbeddedPostgresError {
  override name = 'DataFolderInUseError'
  readonly folder: string
  /** What the owner recorded about itself, such as `pid 4711 on host`; absent when it left meanwhile. */
  readonly owner: string | undefined

  constructor(folder: string, owner: string | undefined) {
    super(
      `another Patchbay${owner === undefined ? '' : ` (${owner})`} is running on the data folder ${folder}: ` +
        'stop it, or give this one another folder (PATCHBAY_DATA_DIR)',
    )
    this.folder = folder
    this.owner = owner
  }
}

/** The data folder, or what lies in it, cannot be used. */
export class DataFolderError extends EmbeddedPostgresError {
  override name = 'DataFolderError'
}

/** The disk that holds the data folder is full. */
export class DiskFullError extends EmbeddedPostgresError {
  override name = 'DiskFullError'

  constructor(folder: string, options?: ErrorOptions) {
    super(`the disk of ${folder} is full: free some space (a new database needs about 60 MB)`, options)
  }
}

/** The cluster was made by another major version of Postgres. */
export class ClusterVersionError extends EmbeddedPostgresError {
  override name = 'ClusterVersionError'

  constructor(cluster: string, found: string, bundled: string) {
    super(
      `${cluster} was made by Postgres ${found}, but this Patchbay brings Postgres ${bundled}: ` +
        `start the Patchbay version that made it, dump it with pg_dump and restore the dump into a new data folder, ` +
        `or run your own Postgres ${found} and set DATABASE_URL`,
    )
  }
}

/** No operating system account, or no privilege, under which Postgres can run. */
export class ServerAccountError extends EmbeddedPostgresError {
  override name = 'ServerAccountError'
}

/** The bundled Postgres programs are missing or do not run on this machine. */
export class BinariesError extends EmbeddedPostgresError {
  override name = 'BinariesError'
}

/** Postgres did not start, did not answer or did not stop. */
export class ServerProcessError extends EmbeddedPostgresError {
  override name = 'ServerProcessError'
}

/** The `code` of a Node system error or a Postgres error (`ENOSPC`, `57P03`), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** The message of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
