import { generations, type SdkClient } from '../rigs/sdk.ts'
import { ensure } from './narrator.ts'

type Session = Awaited<ReturnType<SdkClient['create']>>
type Connection = Awaited<ReturnType<Session['authorize']>>
type Search = Awaited<ReturnType<Session['search']>>

/** An agent's view of the server: a session of the official SDK, and everything that it was ever told. */
export type Agent = {
  readonly sessionId: string
  search(useCase: string): Promise<Search>
  /** The answer's data. Throws {Error} with the answer's error. */
  execute(tool: string, args: Record<string, unknown>): Promise<Record<string, unknown>>
  /** What the server answers to a call that cannot work yet. */
  tryExecute(tool: string, args: Record<string, unknown>): Promise<string | null>
  connect(toolkit: string): Promise<Connection>
  /** Every answer so far, as JSON. */
  transcript(): string
}

/** Opens a session with the newest generation of the published SDK. */
export async function startAgent(
  server: { url: string; apiKey: string },
  user: string,
  toolkits: string[],
): Promise<Agent> {
  const [newest] = generations
  ensure(newest !== undefined, 'No SDK generation is known')
  const composio = await newest.load({ apiKey: server.apiKey, baseURL: server.url })
  const session = await composio.create(user, { toolkits })
  const answers: unknown[] = []
  const keep = <T>(answer: T): T => {
    answers.push(answer)
    return answer
  }
  const execute = async (tool: string, args: Record<string, unknown>) =>
    keep(await session.execute(tool, args))
  return {
    sessionId: session.sessionId,
    search: async (query) => keep(await session.search({ query })),
    async execute(tool, args) {
      const { data, error } = await execute(tool, args)
      ensure(error === null, `${tool}: ${error}`)
      return data
    },
    tryExecute: async (tool, args) => (await execute(tool, args)).error,
    connect: async (toolkit) => keep(await session.authorize(toolkit)),
    transcript: () => JSON.stringify(answers),
  }
}
