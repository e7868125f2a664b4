import type { Installation } from '../rigs/installation.ts'
import type { Person } from '../rigs/person.ts'
import type { Agent } from './agent.ts'
import { connectAccount } from './connect.ts'
import { ensure, type Narrator } from './narrator.ts'

const TASK = 'create a calendar event to fix the login bug'
const TOOL = 'GOOGLECALENDAR_CREATE_EVENT'
const SUMMARY = 'Fix the login bug'

/** A calendar event, the short way. */
export async function playGoogle(
  narrator: Narrator,
  { google }: Installation,
  agent: Agent,
  person: Person,
): Promise<void> {
  const { step, tell } = narrator
  await step(`The agent looks for a way to "${TASK}"`, async () => {
    const { results } = await agent.search(TASK)
    const slugs = results.flatMap(({ primaryToolSlugs }) => primaryToolSlugs)
    ensure(slugs.includes(TOOL), `The search found ${slugs.join(', ')}`)
    tell('it chooses', TOOL)
  })
  await step('The user connects Google Calendar', () =>
    connectAccount(narrator, agent, person, { toolkit: 'googlecalendar', login: 'ada@example.com' }),
  )
  await step('The agent creates the event and finds it again', async () => {
    await agent.execute(TOOL, {
      summary: SUMMARY,
      start_datetime: '2027-01-11T09:00:00',
      timezone: 'UTC',
      event_duration_minutes: 30,
      create_meeting_room: false,
    })
    const call = google.ledger.calls().at(-1)
    tell('Google saw', `${call?.method} ${call?.path} with ${call?.user}’s own token`)
    ensure(call?.user === 'ada@example.com', 'Another person’s token was used')
    const found = await agent.execute('GOOGLECALENDAR_FIND_EVENT', { query: 'login bug' })
    const [event] = (found['items'] ?? []) as { summary?: string; start?: { dateTime?: string } }[]
    ensure(event?.summary === SUMMARY, 'The event was not found')
    tell('in the calendar', `"${event.summary}", ${event.start?.dateTime}`)
  })
}
