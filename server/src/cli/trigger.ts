/** `patchbay trigger …`: what the triggers of a project are doing, and whether their events arrive. */
import { plain, withClient } from './api-client.ts'
import { command } from './command.ts'
import { readJsonFile } from './read-file.ts'

interface Instance {
  id: string
  trigger_name: string
  user_id: string
  state: {
    status: string
    last_success_at: string | null
    last_event_at: string | null
    last_error: string | null
  }
}

interface Log {
  kind: string
  id: string
  at: string
  summary: string
  detail: Record<string, unknown>
}

export const triggerList = command({
  name: 'trigger list',
  summary: 'list the triggers of the project and how they are',
  async run(_input, context) {
    return withClient(context, async (client) => {
      const path = '/trigger_instances/active?show_disabled=true&limit=1000'
      const { items } = (await client.call('GET', path)) as { items: Instance[] }
      for (const { id, trigger_name, user_id, state } of items) {
        const event = state.last_event_at ?? 'never'
        const problem = state.last_error === null ? '' : `  ${state.last_error}`
        const about = `${trigger_name}  ${user_id}  last event ${event}${problem}`
        context.out(plain(`${id}  ${state.status.padEnd(8)}  ${about}\n`))
      }
    })
  },
})

export const triggerLog = command({
  name: 'trigger log',
  summary: 'show what a trigger polled, told and delivered, the latest first',
  usage: 'ID',
  positionals: ['ID'],
  async run({ positionals: { ID = '' } }, context) {
    return withClient(context, async (client) => {
      const path = `/trigger_instances/manage/${encodeURIComponent(ID)}/logs`
      const { items } = (await client.call('GET', path)) as { items: Log[] }
      for (const log of items) context.out(line(log))
    })
  },
})

const waitMs = 10_000
const lookEveryMs = 250

export const triggerTest = command({
  name: 'trigger test',
  summary: 'send a made-up event of a trigger, and wait for its delivery',
  usage: 'ID [--payload FILE]',
  details:
    '  --payload FILE  payload of the event (JSON); made of the schema of the trigger type unless told',
  options: { payload: { type: 'string' } },
  positionals: ['ID'],
  async run({ values, positionals: { ID = '' } }, context) {
    const body = values.payload === undefined ? {} : { payload: await readJsonFile(values.payload) }
    const path = `/trigger_instances/manage/${encodeURIComponent(ID)}`
    return withClient(context, async (client) => {
      const sent = (await client.call('POST', `${path}/test`, body)) as { event_id: string; log_id: string }
      context.out(`sent: ${sent.event_id} (${sent.log_id})\n`)
      const deadline = Date.now() + waitMs
      while (Date.now() < deadline) {
        const { items } = (await client.call('GET', `${path}/logs?kinds=delivery`)) as { items: Log[] }
        const delivery = items.find(({ detail }) => detail['event_id'] === sent.event_id)
        const { attempts = 0, status, last_status } = delivery?.detail ?? {}
        const isOver = status === 'delivered' || (Number(attempts) > 0 && last_status !== null)
        if (delivery && isOver) return context.out(line(delivery))
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
      }
      context.out('no delivery: the project has no webhook subscription, or its receiver does not answer\n')
    })
  },
})

function line({ at, kind, id, summary }: Log): string {
  return plain(`${at}  ${kind.padEnd(8)}  ${id}  ${summary}\n`)
}
