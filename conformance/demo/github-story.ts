import type { Installation } from '../rigs/installation.ts'
import type { Person } from '../rigs/person.ts'
import type { Agent } from './agent.ts'
import { connectAccount } from './connect.ts'
import { ensure, type Narrator } from './narrator.ts'

const TASK = 'open an issue about a login bug'
const TOOL = 'GITHUB_CREATE_AN_ISSUE'
const REPOSITORY = { owner: 'ada', repo: 'shop' }
const ISSUE = { title: 'Login fails on Safari', body: 'The button does nothing since Monday.' }

/** Knows GitHub's stand-in from outside, as somebody who looks at the repository in their own browser. */
const BYSTANDER = 'bystander-token-of-the-demo'

/** An issue, from a sentence to the repository. */
export async function playGithub(
  narrator: Narrator,
  { github }: Installation,
  agent: Agent,
  person: Person,
): Promise<void> {
  const { step, tell, say } = narrator
  await step(`The agent looks for a way to "${TASK}"`, async () => {
    const found = await agent.search(TASK)
    const [result] = found.results
    const slugs = [...(result?.primaryToolSlugs ?? []), ...(result?.relatedToolSlugs ?? [])]
    ensure(slugs.includes(TOOL), `The search found ${slugs.join(', ')}`)
    tell('it chooses', TOOL)
    const schema = found.toolSchemas[TOOL]?.inputSchema as { required?: string[] } | undefined
    tell('which needs', (schema?.required ?? []).join(', '))
    const status = found.toolkitConnectionStatuses.find(({ toolkit }) => toolkit === 'github')
    tell('GitHub', status?.statusMessage ?? 'is not mentioned')
  })
  await step('It tries at once, and is told what is missing', async () => {
    const error = await agent.tryExecute(TOOL, { ...REPOSITORY, ...ISSUE })
    ensure(error !== null, 'The call went through without an account')
    ensure(github.ledger.calls().length === 0, 'GitHub was called without an account')
    tell('the answer', error)
  })
  await step('The user connects GitHub', () =>
    connectAccount(narrator, agent, person, { toolkit: 'github', login: 'ada' }),
  )
  const number = await step('The agent opens the issue', async () => {
    const issue = await agent.execute(TOOL, { ...REPOSITORY, ...ISSUE })
    tell('the answer', `issue #${String(issue['number'])}, ${String(issue['state'])}`)
    const call = github.ledger.calls().at(-1)
    tell('GitHub saw', `${call?.method} ${call?.path} with ${call?.user}’s own token`)
    ensure(call?.user === 'ada', 'Another person’s token was used')
    return Number(issue['number'])
  })
  await step('Somebody looks at the repository itself', async () => {
    github.ledger.issue(BYSTANDER)
    const response = await fetch(`${github.url}/repos/ada/shop/issues/${number}`, {
      headers: { authorization: `Bearer ${BYSTANDER}` },
    })
    const issue = (await response.json()) as { title?: string; user?: { login?: string } }
    ensure(issue.title === ISSUE.title, `GitHub shows ${JSON.stringify(issue).slice(0, 200)}`)
    tell('on GitHub', `"${issue.title}", opened by ${issue.user?.login}`)
  })
  await step('The agent reads it back through a tool', async () => {
    const issue = await agent.execute('GITHUB_GET_AN_ISSUE', { ...REPOSITORY, issue_number: number })
    ensure(issue['body'] === ISSUE.body, 'The tool returned another issue')
    say(`"${String(issue['title'])}": ${String(issue['body'])}`)
  })
}
