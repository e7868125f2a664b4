/** What several Neon tools share. */
import { answer, anything, id, listOf, text, textFields, whole } from '../schemas.ts'

export const project_id = id(
  'Id of the project, such as spring-sun-123456, from NEON_RETRIEVE_PROJECTS_LIST.',
)
export const branch_id = id('Id of the branch, such as br-…, from NEON_GET_PROJECT_BRANCHES.')
export const endpoint_id = id('Id of the compute, such as ep-…, from NEON_RETRIEVE_PROJECT_ENDPOINT_DETAILS.')
export const database_name = id('Name of the database.')
export const role_name = id('Name of the role.')
export const org_id = id('Id of the organization, such as org-…, from NEON_GET_USER_ORGANIZATIONS.')
export const onBranch = { project_id, branch_id }

export const paging = {
  limit: whole('How many to return at most.', { minimum: 1, maximum: 400 }),
  cursor: text('Next page: pagination.cursor of the previous answer.'),
}

export const one = (name: string) => answer({ [name]: anything })
export const many = (name: string, ...fields: string[]) => answer({ [name]: listOf(textFields(...fields)) })
