/** What several Vercel tools share. */
import { answer, id, listOf, text, textFields, whole } from '../schemas.ts'

export const team = {
  teamId: text('Id of the team, from VERCEL_LIST_TEAMS; your own account when left out.'),
}
export const idOrName = id('Id or name of the project.')
export const deployment = id('Id (dpl_…) or host of the deployment, from VERCEL_LIST_ALL_DEPLOYMENTS.')

export const paging = {
  limit: whole('How many to return at most, 1 to 100.', { minimum: 1, maximum: 100 }),
  until: whole('Only older ones: pagination.next of the previous answer.'),
  since: whole('Only newer ones, in milliseconds since 1970.'),
}

export const many = (name: string, ...fields: string[]) =>
  answer({ [name]: listOf(textFields(...fields)), pagination: { type: 'object' } })
