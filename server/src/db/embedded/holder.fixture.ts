/** A process that holds a data folder until SIGTERM, or until it is killed: `node holder.fixture.ts <dataDir>`. */
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const [dataDir = ''] = process.argv.slice(2)
const log = { info() {}, warn() {}, error() {} }

try {
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  process.once('SIGTERM', () => void postgres.stop().then(() => process.exit()))
  process.send?.({ state: 'holding' })
} catch (error) {
  process.send?.({ state: error instanceof Error ? error.name : 'unknown', message: String(error) })
  process.disconnect?.()
}
