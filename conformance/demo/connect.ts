import type { Person } from '../rigs/person.ts'
import type { Agent } from './agent.ts'
import { ensure, type Narrator } from './narrator.ts'

/** How long the story waits for the account to become active; the consent has been given by then. */
const WAIT_MS = 20_000

/** The agent asks for a link, the person opens it and gives consent at the provider, the agent sees it. */
export async function connectAccount(
  { tell }: Narrator,
  agent: Agent,
  person: Person,
  { toolkit, login }: { toolkit: string; login: string },
): Promise<void> {
  const connection = await agent.connect(toolkit)
  const link = connection.redirectUrl ?? ''
  tell('the agent shows', link)
  const page = await person.complete(link, { login })
  ensure(page.status === 200, `The person ended at ${page.url} with status ${page.status}`)
  tell('the person', `signs in as ${login}, allows access, and reads "${headingOf(page.html)}"`)
  const { id, status } = await connection.waitForConnection(WAIT_MS)
  tell('the account', `${id} is ${status}`)
}

function headingOf(html: string): string {
  return /<h1>([^<]*)<\/h1>/.exec(html)?.[1] ?? ''
}
