/**
 * The grade of a compiled toolkit, by what its users meet:
 *
 * | points | for                                                                                              |
 * | ------ | ------------------------------------------------------------------------------------------------ |
 * | 35     | authentication: declared or known of the provider 35, inferred 20, none 5                        |
 * | 25     | server: absolute https 25, templated 20, http 10, asked of the person 10                          |
 * | 25     | the share of tools with a description of their own (30 characters or more beyond the name)       |
 * | 15     | size: 3 to 600 tools 15, fewer 8, more 10 (a model finds its way about neither as well)          |
 *
 * A is 85 and more, B 70, C 50, D the rest. Toolkits kept by hand have no grade: they stand before all of these.
 */
import type { Quality, Tool } from '../manifest/manifest.ts'
import type { AuthOrigin } from './security.ts'
import type { Server } from './servers.ts'

const authPoints: Readonly<Record<AuthOrigin, number>> = { declared: 35, provider: 35, inferred: 20, none: 5 }
const serverPoints: Readonly<Record<Server['kind'], number>> = { absolute: 25, templated: 20, asked: 10 }

export function gradeToolkit(auth: AuthOrigin, server: Server, tools: readonly Tool[]): Quality {
  const described = tools.filter(({ name, description }) => description.length >= name.length + 30).length
  const size = tools.length < 3 ? 8 : tools.length > 600 ? 10 : 15
  const place = server.baseUrl.startsWith('http:') ? 10 : serverPoints[server.kind]
  const score = authPoints[auth] + place + Math.round((25 * described) / Math.max(1, tools.length)) + size
  const grade = score >= 85 ? 'A' : score >= 70 ? 'B' : score >= 50 ? 'C' : 'D'
  return { grade, score, auth, server: server.kind }
}
