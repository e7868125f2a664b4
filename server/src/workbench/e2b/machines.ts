/** Machines of an E2B account, over its REST API: made, kept, paused, taken up again and ended. */
import { z } from 'zod'
import { createEgress, type Egress } from '../../egress/egress.ts'
import type { EnvE2b } from '../../env.ts'

/** Seconds that a machine outlives the last word from here: it ends, so that a server that died leaves nothing. */
export const leaseSeconds = 600
const timeouts = { totalMs: 60_000, headersMs: 60_000 }
/** Longest piece of a refusal that is told on. */
const mostWords = 300

const host = /^[a-z0-9.-]{1,253}$/i
const Machine = z.object({
  sandboxID: z.string().regex(/^[a-z0-9-]{1,100}$/i),
  domain: z.string().regex(host).nullish(),
  envdAccessToken: z
    .string()
    .regex(/^[\x21-\x7e]{1,4096}$/)
    .nullish(),
})
const Refusal = z.object({ message: z.string() })

export interface MachineAddress {
  id: string
  /** Where the machine takes calls. */
  url: string
  /** What shows that a call to the machine is ours: it is good for this machine alone. */
  token: string | undefined
  /** The operator named the host or the domain, which may then lie on the operator's network. */
  isNamed: boolean
}

export class Machines {
  readonly #account: EnvE2b
  readonly #egress: Egress

  constructor(account: EnvE2b) {
    this.#account = account
    this.#egress = createEgress({ allowPrivate: [hostAndPort(account.apiUrl)] })
  }

  /** Without access to the internet, which is what a sandbox is about. @throws Error saying why not. */
  async create(template: string): Promise<MachineAddress> {
    const answer = await this.#call('POST', '/v2/sandboxes', {
      templateID: template,
      timeout: leaseSeconds,
      allow_internet_access: false,
      metadata: { patchbay: 'workbench' },
    })
    return this.#address(answer)
  }

  /** Takes up a paused machine where it was, and prolongs its lease. */
  async resume(id: string): Promise<MachineAddress> {
    return this.#address(await this.#call('POST', `/v2/sandboxes/${id}/connect`, { timeout: leaseSeconds }))
  }

  async prolong(id: string): Promise<void> {
    await this.#call('POST', `/sandboxes/${id}/timeout`, { timeout: leaseSeconds })
  }

  async pause(id: string): Promise<void> {
    await this.#call('POST', `/sandboxes/${id}/pause`, {})
  }

  async end(id: string): Promise<void> {
    await this.#call('DELETE', `/sandboxes/${id}`)
  }

  #address(answer: unknown): MachineAddress {
    const parsed = Machine.safeParse(answer)
    if (!parsed.success) throw new Error('E2B answered with no sandbox')
    const { sandboxID: id, domain, envdAccessToken } = parsed.data
    const { sandboxUrl, domain: own } = this.#account
    const url = sandboxUrl ?? `https://49983-${id}.${domain ?? own}`
    const isNamed = sandboxUrl !== undefined || new URL(url).hostname.endsWith(`.${own}`)
    return { id, url, token: envdAccessToken ?? undefined, isNamed }
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const { apiUrl, apiKey } = this.#account
    const { status, body: bytes } = await this.#egress.request({
      url: `${apiUrl}${path}`,
      method,
      headers: {
        'x-api-key': apiKey.reveal(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      secretHeaders: ['x-api-key'],
      allowHttp: apiUrl.startsWith('http:'),
      timeouts,
    })
    const answer = jsonOf(bytes)
    if (status < 300) return answer
    const { data } = Refusal.safeParse(answer)
    const words = data?.message.replaceAll(apiKey.reveal(), '…').slice(0, mostWords)
    throw new Error(`E2B answered ${status}${words === undefined ? '' : `: ${words}`}`)
  }
}

/** As `allowPrivate` takes it: what the operator names may lie on the operator's network. */
export function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
