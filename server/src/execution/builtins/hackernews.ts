import type { Builtin } from './builtin.ts'

/** Stories of the last 24 hours: the time of the call goes into the query. */
export const todaysPosts: Builtin = async function todaysPosts({ arguments: args, now, request }) {
  const since = Math.floor(now.getTime() / 1000) - 24 * 60 * 60
  const points = args['min_points'] === undefined ? [] : [`points>=${Number(args['min_points'])}`]
  return request({
    method: 'GET',
    path: '/search_by_date',
    query: {
      tags: 'story',
      numericFilters: [`created_at_i>${since}`, ...points].join(','),
      page: args['page'] ?? 0,
      hitsPerPage: args['size'] ?? 50,
    },
  })
}
