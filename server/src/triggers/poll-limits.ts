/**
 * How many polls this process makes at a time, in all, of each toolkit and of each account, and how many a minute. Room
 * that is taken comes back when a poll ends; room of a minute as time goes by.
 */
import type { Deps } from '../deps.ts'
import type { TriggerInstanceRow } from './triggers.table.ts'

/** What may be claimed now. Toolkits and accounts that are not named have their usual room. */
export interface Rooms {
  places: number
  /** `ofAccount`: room of an account of this toolkit that is not named itself. */
  toolkits: { name: string; room: number; ofAccount: number }[]
  accounts: { name: string; room: number }[]
  usualToolkit: number
  usualAccount: number
}

interface Limit {
  atOnce: number
  perMinute: number
}

/** What one toolkit or account has used of its limit. */
interface Use {
  limit: Limit
  underWay: number
  /** Polls that the minute has left, as of `at` (epoch milliseconds). */
  left: number
  at: number
}

type Named = Pick<TriggerInstanceRow, 'toolkit' | 'connectedAccountId'>

/** Above this many, accounts that have all of their minute's polls left again are forgotten. */
const mostKept = 5_000

export class PollLimits {
  readonly #env: Deps['env']['polls']
  readonly #config: Deps['config']['toolkits']
  readonly #toolkits = new Map<string, Use>()
  readonly #accounts = new Map<string, Use>()
  #underWay = 0

  constructor({ env, config }: Pick<Deps, 'env' | 'config'>, now: Date) {
    this.#env = env.polls
    this.#config = config.toolkits
    // Those with limits of their own have to be named from the start.
    for (const [slug, { polls }] of Object.entries(this.#config)) if (polls) this.#toolkit(slug, now)
  }

  begin({ toolkit, connectedAccountId }: Named, now: Date): void {
    this.#underWay += 1
    for (const use of [this.#toolkit(toolkit, now), this.#account(connectedAccountId, toolkit, now)]) {
      refill(use, now)
      use.underWay += 1
      use.left -= 1
    }
  }

  end({ toolkit, connectedAccountId }: Named): void {
    this.#underWay -= 1
    const ofToolkit = this.#toolkits.get(toolkit)
    const ofAccount = this.#accounts.get(connectedAccountId)
    if (ofToolkit) ofToolkit.underWay -= 1
    if (!ofAccount) return
    ofAccount.underWay -= 1
    // Without a limit of a minute, an idle account is as good as unknown.
    if (ofAccount.underWay === 0 && ofAccount.left === Number.POSITIVE_INFINITY)
      this.#accounts.delete(connectedAccountId)
  }

  /** What there is room for, and whether any limit holds polls back. */
  rooms(now: Date): Rooms & { isHeldBack: boolean } {
    forgetIdle(this.#accounts, now)
    const toolkits = [...this.#toolkits].map(([name, use]) => ({
      name,
      room: roomOf(use, now),
      ofAccount: this.#limitOfAccount(name).atOnce,
    }))
    const accounts = [...this.#accounts]
      .map(([name, use]) => ({ name, room: roomOf(use, now), most: use.limit.atOnce }))
      .filter(({ room, most }) => room < most)
    const places = Math.max(0, this.#env.atOnce - this.#underWay)
    return {
      places,
      toolkits,
      accounts,
      usualToolkit: this.#env.ofToolkit,
      usualAccount: this.#env.ofAccount,
      isHeldBack: places === 0 || [...toolkits, ...accounts].some(({ room }) => room === 0),
    }
  }

  #toolkit(slug: string, now: Date): Use {
    const polls = this.#config[slug]?.polls
    const limit = {
      atOnce: polls?.at_once ?? this.#env.ofToolkit,
      perMinute: polls?.per_minute ?? Number.POSITIVE_INFINITY,
    }
    return useOf(this.#toolkits, slug, limit, now)
  }

  #account(id: string, toolkit: string, now: Date): Use {
    return useOf(this.#accounts, id, this.#limitOfAccount(toolkit), now)
  }

  #limitOfAccount(toolkit: string): Limit {
    const polls = this.#config[toolkit]?.polls
    return {
      atOnce: polls?.account_at_once ?? this.#env.ofAccount,
      perMinute: polls?.account_per_minute ?? Number.POSITIVE_INFINITY,
    }
  }
}

/** What may come at once of a minute's polls: a second's, and as many as may be under way. */
const burst = ({ atOnce, perMinute }: Limit) =>
  Math.max(1, Math.min(perMinute, Math.max(atOnce, perMinute / 60)))

function useOf(uses: Map<string, Use>, name: string, limit: Limit, now: Date): Use {
  const known = uses.get(name)
  if (known) return known
  const use = { limit, underWay: 0, left: burst(limit), at: now.getTime() }
  uses.set(name, use)
  return use
}

function refill(use: Use, now: Date): void {
  const passed = Math.max(0, now.getTime() - use.at)
  use.at = now.getTime()
  const most = burst(use.limit)
  use.left = Number.isFinite(most) ? Math.min(most, use.left + (passed * use.limit.perMinute) / 60_000) : most
}

function roomOf(use: Use, now: Date): number {
  refill(use, now)
  return Math.max(0, Math.min(use.limit.atOnce - use.underWay, Math.floor(use.left)))
}

function forgetIdle(uses: Map<string, Use>, now: Date): void {
  if (uses.size <= mostKept) return
  for (const [name, use] of uses) {
    refill(use, now)
    if (use.underWay === 0 && use.left >= burst(use.limit)) uses.delete(name)
  }
}
