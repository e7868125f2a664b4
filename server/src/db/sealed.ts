import { customType } from './columns.ts'

/** A column that holds what `vault.seal` returned: bytes that only the vault can open. */
export const sealed = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
