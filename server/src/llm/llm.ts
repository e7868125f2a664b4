/**
 * The language model of the environment, when there is one: any endpoint that speaks OpenAI's chat completions
 * (OpenAI, Azure, Ollama, vLLM, llama.cpp, a gateway). No feature may need it; those that use it say what they do
 * without.
 */
import { z } from 'zod'
import { EgressError, type EgressResponse } from '../egress/egress.ts'
import { openOperatorEndpoint } from '../egress/operator-endpoint.ts'
import type { Env } from '../env.ts'
import { redactText } from '../vault/redact.ts'

/** What is asked of the model: an object that fits a JSON schema. */
export interface Question {
  system: string
  user: string
  /** Name of the object: letters, digits, `_` and `-`, 64 at most. */
  name: string
  schema: Readonly<Record<string, unknown>>
  /** Added to the request; `readGatewayHeaders` reads them. */
  headers?: Readonly<Record<string, string>> | undefined
}

export interface Llm {
  /**
   * The model's answer as parsed JSON. It is what a model said: judge it like any input.
   * @throws {LlmError}
   */
  askForObject(question: Question): Promise<unknown>
  /**
   * The model's answer as text.
   * @throws {LlmError}
   */
  askForText(query: string): Promise<string>
  close(): Promise<void>
}

/** The model could not be asked, or did not answer with an object. The message holds nothing of what was asked. */
export class LlmError extends Error {
  override name = 'LlmError'
  /** `Retry-After` of a model that is asked too often, in seconds. */
  readonly retryAfter: string | undefined
  readonly isBusy: boolean

  constructor(
    message: string,
    { isBusy = false, retryAfter }: { isBusy?: boolean; retryAfter?: string } = {},
  ) {
    super(message)
    this.isBusy = isBusy
    this.retryAfter = retryAfter
  }
}

const Completion = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }) }))
    .min(1),
})

/** Models think for a while before their first byte. */
const timeouts = { headersMs: 60_000, totalMs: 90_000 }
const mostAnswerBytes = 1024 * 1024

/** The model that the environment names; undefined without one. */
export function createLlm(env: Pick<Env, 'llm'>): Llm | undefined {
  if (!env.llm) return undefined
  const { url, model, apiKey } = env.llm
  const endpoint = openOperatorEndpoint({
    url: `${url}/chat/completions`,
    apiKey,
    timeouts,
    maxResponseBytes: mostAnswerBytes,
  })
  const key = apiKey?.reveal()

  async function post(body: object, headers: Question['headers']): Promise<EgressResponse> {
    try {
      return await endpoint.post(body, headers)
    } catch (error) {
      if (!(error instanceof EgressError)) throw error
      throw new LlmError(`The language model cannot be reached (${error.code})`)
    }
  }

  async function askForObject({ system, user, name, schema, headers }: Question): Promise<unknown> {
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ]
    const plain = { model, messages, temperature: 0 }
    const format = { type: 'json_schema', json_schema: { name, schema, strict: false } }
    let answer = await post({ ...plain, response_format: format }, headers)
    // Endpoints without structured output, or whose schemas allow less, answer 400: the prompt asks for JSON, too.
    if (answer.status === 400 || answer.status === 422) answer = await post({ model, messages }, headers)
    return readObject(answer, key)
  }

  async function askForText(query: string): Promise<string> {
    return readText(await post({ model, messages: [{ role: 'user', content: query }] }, undefined), key)
  }

  return { askForObject, askForText, close: endpoint.close }
}

/** @throws {LlmError} */
function readObject(response: EgressResponse, key: string | undefined): unknown {
  const content = readText(response, key)
  // Models without structured output like to fence their JSON.
  return parse(/```(?:json)?\s*([\s\S]*?)```/.exec(content)?.[1] ?? content)
}

/** @throws {LlmError} */
function readText({ status, headers, body }: EgressResponse, key: string | undefined): string {
  if (status === 429) {
    const retryAfter = headers['retry-after']
    const busy = { isBusy: true, ...(retryAfter !== undefined && { retryAfter }) }
    throw new LlmError('The language model is asked too often', busy)
  }
  const text = body.toString('utf8')
  if (status !== 200) {
    const said = redactText(text, key === undefined ? [] : [key]).slice(0, 300)
    throw new LlmError(`The language model answered ${status}: ${said}`)
  }
  const completion = Completion.safeParse(parse(text))
  const content = completion.data?.choices[0]?.message.content
  if (typeof content !== 'string') throw new LlmError('The language model gave no answer')
  return content
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new LlmError('The language model did not answer with JSON')
  }
}
