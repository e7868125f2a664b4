/**
 * The main story, for a person to watch: an agent opens an issue and makes a calendar event with a user's own
 * accounts. The server, its database and the official SDK are the real ones; GitHub and Google are stand-ins on
 * this machine. Exits with 0, or with 1 and the name of the step that failed.
 */
import { oauthApp, startInstallation, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import { startAgent, type Agent } from './agent.ts'
import { playGithub } from './github-story.ts'
import { playGoogle } from './google-story.ts'
import { createNarrator, ensure, StepError, type Narrator } from './narrator.ts'

/** The SDK's hints for programmers are noise in a story. It reads this when it is loaded, later. */
process.env['COMPOSIO_LOG_LEVEL'] ??= 'error'

function write(text: string): void {
  process.stdout.write(text)
}

async function main(): Promise<void> {
  write('Patchbay demo: an agent works in a user’s apps and never sees a secret.\n')
  const narrator = createNarrator(write)
  let installation: Installation | undefined
  process.once('SIGINT', () => {
    void (installation?.stop() ?? Promise.resolve()).finally(() => process.exit(130))
  })
  const started = performance.now()
  try {
    installation = await narrator.step('Start the server, and stand-ins of GitHub and Google', () =>
      startAll(narrator),
    )
    await play(narrator, installation)
  } finally {
    await installation?.stop()
  }
  write(`\nDone in ${((performance.now() - started) / 1000).toFixed(1)} s. Nothing was left running.\n`)
}

async function startAll({ say, tell }: Narrator): Promise<Installation> {
  say('The first start compiles the tool catalog and makes a database; give it a minute.')
  const installation = await startInstallation()
  tell('Patchbay', installation.patchbay.url)
  tell('GitHub', installation.github.url)
  tell('Google', installation.google.url)
  return installation
}

async function play(narrator: Narrator, installation: Installation): Promise<void> {
  const agent = await narrator.step('The agent’s program opens a session for its user', async () => {
    const opened = await startAgent(installation.patchbay, 'user-1', ['github', 'googlecalendar'])
    narrator.tell('session', opened.sessionId)
    return opened
  })
  const person = new Person()
  await playGithub(narrator, installation, agent, person)
  await playGoogle(narrator, installation, agent, person)
  await narrator.step('What did the agent get to see?', () => audit(narrator, installation, agent))
}

/** Looks for every credential that exists by now in everything that the agent was told, and in the server's log. */
async function audit({ tell }: Narrator, installation: Installation, agent: Agent): Promise<void> {
  const { github, google, patchbay } = installation
  const tokens = [...github.ledger.tokens(), ...google.ledger.tokens()].map(({ token }) => token)
  const secrets = [...tokens, oauthApp.client_secret]
  const transcript = agent.transcript()
  const log = patchbay.logs()
  tell('transcript', `${Math.round(transcript.length / 1024)} KB of answers`)
  tell('credentials', `${secrets.length} in play: access tokens and the apps’ client secret`)
  const seen = secrets.filter((secret) => transcript.includes(secret) || log.includes(secret))
  tell('seen by the agent', seen.length)
  ensure(seen.length === 0, `${seen.length} credentials reached the agent or the log`)
}

await main().catch((error: unknown) => {
  const where = error instanceof StepError ? ` at "${error.step}"` : ''
  process.stderr.write(
    `\nThe demo failed${where}: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exitCode = 1
})
