/**
 * The published SDK as a user's program has it: subscribes to triggers and prints a line of JSON for what happens.
 * A process of its own, since the certificates that Node trusts are read when it starts.
 */
import { generations } from '../rigs/sdk.ts'

const [version, baseURL = '', apiKey = ''] = process.argv.slice(2)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

const generation = generations.find((each) => each.version === version)
if (!generation) throw new Error(`there is no generation ${version}`)
const composio = await generation.load({ apiKey, baseURL })
await composio.triggers.subscribe(
  (event) => say({ event }),
  {},
  (error: unknown) => say({ refused: error }),
)
// The SDK does not say when it is subscribed; its client does.
type Pusher = { channels: { channels: Record<string, { subscribed: boolean }> } }
const { pusherClient } = (composio.triggers as unknown as { pusherService: { pusherClient: Pusher } })
  .pusherService
const timer = setInterval(() => {
  if (!Object.values(pusherClient.channels.channels).some(({ subscribed }) => subscribed)) return
  clearInterval(timer)
  say({ subscribed: true })
}, 20)
process.stdin.once('end', () => process.exit(0)).resume()
