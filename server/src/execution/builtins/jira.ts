/** Jira tools whose request follows from their arguments by more than renaming. */
import type { Bag } from '../request/outgoing-request.ts'
import { invalidArgument, objectsOf, textOf, type Builtin, type BuiltinCall } from './builtin.ts'

const transitionsPath = '/api/2/issue/{issue}/transitions'

/** Finds the move by id, by its own name, or by the status it leads to, and makes it. */
export const transitionIssue: Builtin = async function transitionIssue(call) {
  const { transitions } = await call.request({ method: 'GET', path: transitionsPath, values: issue(call) })
  const move = findMove(objectsOf(transitions).map(readMove), wantedMove(call))
  await call.request({
    method: 'POST',
    path: transitionsPath,
    values: issue(call),
    body: moveBody(call, move),
  })
  return { transition_id: move.id, transition_name: move.name, status: move.status }
}

/** Jira wants the account id as a bare JSON text. */
export const addWatcher: Builtin = async function addWatcher(call) {
  const path = '/api/2/issue/{issue}/watchers'
  return call.request({ method: 'POST', path, values: issue(call), body: call.arguments['account_id'] })
}

interface Move {
  id: string
  name: string
  /** Name of the status that it leads to. */
  status: string
}

const issue = (call: BuiltinCall): Bag => ({ issue: call.arguments['issue_id_or_key'] })

const wantedMove = (call: BuiltinCall): string =>
  textOf(call.arguments, 'transition_id_or_name')?.trim() ?? ''

function readMove(move: Bag): Move {
  const to = move['to'] as Bag | undefined
  return { id: String(move['id']), name: String(move['name']), status: String(to?.['name'] ?? '') }
}

/** @throws {ApiError} ToolArgumentsInvalid, with the moves that there are. */
function findMove(moves: readonly Move[], wanted: string): Move {
  const name = wanted.toLowerCase()
  const found =
    moves.find((move) => move.id === wanted) ??
    moves.find((move) => move.name.toLowerCase() === name) ??
    moves.find((move) => move.status.toLowerCase() === name)
  if (found) return found
  const known = moves.slice(0, 30).map((move) => `${move.name} (id ${move.id}, to ${move.status})`)
  throw invalidArgument(
    'transition_id_or_name',
    `leads nowhere from the issue's status; possible are ${known.join(', ') || 'no moves'}`,
  )
}

function moveBody({ arguments: args }: BuiltinCall, move: Move): Bag {
  const resolution = textOf(args, 'resolution')
  const comment = textOf(args, 'comment')
  const fields: Bag = {
    ...(args['fields'] as Bag | undefined),
    ...(resolution && { resolution: { name: resolution } }),
  }
  return {
    transition: { id: move.id },
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(comment && { update: { comment: [{ add: { body: comment } }] } }),
  }
}
