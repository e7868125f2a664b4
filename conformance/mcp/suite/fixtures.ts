/**
 * The tools, resources and prompts that the official suite calls, each as the suite's scenario describes it. They are
 * served as Patchbay serves its own, so what is tested is the way that every MCP request takes here.
 */
import {
  acceptedContent,
  createRequestStateCodec,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type CallToolResult,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server'

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
const wav = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA='

type Outcome = CallToolResult | InputRequiredResult
type Tool = (context: ServerContext) => Outcome | Promise<Outcome>

const states = createRequestStateCodec({ key: Buffer.alloc(32, 7) })
const text = (line: string): CallToolResult => ({ content: [{ type: 'text', text: line }] })
const image = { type: 'image', data: png, mimeType: 'image/png' } as const
const embedded = (uri: string, mimeType: string, content: string) =>
  ({ type: 'resource', resource: { uri, mimeType, text: content } }) as const

const question = (message: string, name: string, type = 'string') =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { [name]: { type } }, required: [name] } as never,
  })
const sampling = (line: string) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: line } }],
    maxTokens: 100,
  })

async function progress({ mcpReq }: ServerContext): Promise<CallToolResult> {
  const { _meta: meta } = mcpReq
  const progressToken = meta?.progressToken
  for (const done of [0, 50, 100]) {
    if (progressToken === undefined) break
    const params = { progressToken, progress: done, total: 100 }
    await mcpReq.notify({ method: 'notifications/progress', params })
  }
  return text('done')
}

async function logging({ mcpReq }: ServerContext): Promise<CallToolResult> {
  for (const line of ['Tool execution started', 'Tool processing data', 'Tool execution completed'])
    await mcpReq.log('info', line)
  return text('done')
}

async function askName({ mcpReq }: ServerContext): Promise<Outcome> {
  const answer = acceptedContent(mcpReq.inputResponses, 'user_name')
  return typeof answer?.['name'] === 'string'
    ? text(`Hello, ${answer['name']}!`)
    : inputRequired({ inputRequests: { user_name: question('What is your name?', 'name') } })
}

/** Asks once under a key, and says what came back. */
const askOnce =
  (key: string, request: () => ReturnType<typeof question>): Tool =>
  ({ mcpReq }) => {
    const answer = mcpReq.inputResponses?.[key]
    return answer === undefined
      ? inputRequired({ inputRequests: { [key]: request() } })
      : text(JSON.stringify(answer))
  }

const confirmed: Tool = async ({ mcpReq }) =>
  mcpReq.requestState<{ asked: boolean }>()?.asked === true && mcpReq.inputResponses !== undefined
    ? text('state-ok')
    : inputRequired({
        inputRequests: { confirm: question('Please confirm', 'ok', 'boolean') },
        requestState: await states.mint({ asked: true }),
      })

const several: Tool = async ({ mcpReq }) =>
  ['user_name', 'greeting', 'client_roots'].every((key) => mcpReq.inputResponses?.[key] !== undefined)
    ? text('all here')
    : inputRequired({
        inputRequests: {
          user_name: question('What is your name?', 'name'),
          greeting: sampling('Generate a greeting'),
          client_roots: inputRequired.listRoots(),
        },
        requestState: await states.mint({ asked: true }),
      })

const rounds: Tool = async ({ mcpReq }) => {
  const round = mcpReq.requestState<{ round: number }>()?.round ?? 0
  if (round === 2) return text('both known')
  const [key, request] =
    round === 0
      ? ['step1', question('Step 1: What is your name?', 'name')]
      : ['step2', question('Step 2: What is your favorite color?', 'color')]
  return inputRequired({
    inputRequests: { [key as string]: request as ReturnType<typeof question> },
    requestState: await states.mint({ round: round + 1 }),
  })
}

function byCapability({ mcpReq }: ServerContext): Outcome {
  const envelope = mcpReq.envelope as Record<string, { sampling?: object; elicitation?: object }> | undefined
  const declared = envelope?.['io.modelcontextprotocol/clientCapabilities']
  return inputRequired({
    inputRequests: {
      ...(declared?.sampling && { capital_question: sampling('What is the capital of France?') }),
      ...(declared?.elicitation && { user_name: question('What is your name?', 'name') }),
    },
  })
}

const tools: Readonly<Record<string, Tool>> = {
  test_simple_text: () => text('This is a simple text response for testing.'),
  test_image_content: () => ({ content: [image] }),
  test_audio_content: () => ({ content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }] }),
  test_embedded_resource: () => ({
    content: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  }),
  test_multiple_content_types: () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }),
  test_error_handling: () => ({
    ...text('This tool intentionally returns an error for testing'),
    isError: true,
  }),
  test_tool_with_progress: progress,
  test_tool_with_logging: logging,
  test_logging_tool: logging,
  test_missing_capability: askOnce('capital_question', () => sampling('What is the capital of France?')),
  test_streaming_elicitation: askName,
  test_input_required_result_elicitation: askName,
  test_input_required_result_sampling: askOnce('capital_question', () =>
    sampling('What is the capital of France?'),
  ),
  test_input_required_result_list_roots: askOnce('client_roots', () => inputRequired.listRoots()),
  test_input_required_result_request_state: confirmed,
  test_input_required_result_tampered_state: confirmed,
  test_input_required_result_multiple_inputs: several,
  test_input_required_result_multi_round: rounds,
  test_input_required_result_capabilities: byCapability,
}

const said = (...content: object[]) => ({
  messages: content.map((item) => ({ role: 'user' as const, content: item as never })),
})

const prompts = {
  test_simple_prompt: () => said({ type: 'text', text: 'This is a simple prompt for testing.' }),
  test_prompt_with_arguments: ({ arg1, arg2 }: Record<string, string>) =>
    said({ type: 'text', text: `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'` }),
  test_prompt_with_embedded_resource: ({ resourceUri = '' }: Record<string, string>) =>
    said(embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.'), {
      type: 'text',
      text: 'Please process the embedded resource above.',
    }),
  test_prompt_with_image: () => said(image, { type: 'text', text: 'Please analyze the image above.' }),
  test_input_required_result_prompt: (_args: Record<string, string>, { mcpReq }: ServerContext) => {
    const answer = acceptedContent(mcpReq.inputResponses, 'user_context')
    return answer
      ? said({ type: 'text', text: JSON.stringify(answer) })
      : inputRequired({
          inputRequests: { user_context: question('What context should the prompt use?', 'context') },
        })
  },
}

/** Builds the server of one request. */
export function suiteServer(): Server {
  const server = new Server(
    { name: 'conformance', version: '1.0.0' },
    {
      capabilities: { tools: {}, resources: {}, prompts: {}, logging: {}, completions: {} },
      requestState: { verify: states.verify },
    },
  )
  server.setRequestHandler('tools/list', () => ({
    tools: Object.keys(tools).map((name) => ({
      name,
      description: `${name} of the suite`,
      inputSchema: { type: 'object' as const, properties: {} },
    })),
  }))
  server.setRequestHandler('tools/call', ({ params }, context) => {
    const tool = tools[params.name]
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No tool ${params.name}`)
    return tool(context)
  })
  server.setRequestHandler('resources/list', () => ({
    resources: [
      { uri: 'test://static-text', name: 'text', description: 'a text', mimeType: 'text/plain' },
      { uri: 'test://static-binary', name: 'binary', description: 'a picture', mimeType: 'image/png' },
    ],
  }))
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'data', description: 'by id' }],
  }))
  server.setRequestHandler('resources/read', ({ params: { uri } }) => ({ contents: [resourceAt(uri)] }))
  server.setRequestHandler('prompts/list', () => ({
    prompts: Object.keys(prompts).map((name) => ({ name, description: `${name} of the suite` })),
  }))
  server.setRequestHandler('prompts/get', ({ params }, context) => {
    const prompt = prompts[params.name as keyof typeof prompts]
    if (!prompt) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No prompt ${params.name}`)
    return prompt(params.arguments ?? {}, context)
  })
  server.setRequestHandler('completion/complete', () => ({
    completion: { values: [], total: 0, hasMore: false },
  }))
  return server
}

function resourceAt(uri: string) {
  if (uri === 'test://static-text')
    return { uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }
  if (uri === 'test://static-binary') return { uri, mimeType: 'image/png', blob: png }
  const id = /^test:\/\/template\/(\w+)\/data$/.exec(uri)?.[1]
  if (id === undefined)
    throw new ProtocolError(ProtocolErrorCode.ResourceNotFound, 'No such resource', { uri })
  const data = { id, templateTest: true, data: `Data for ID: ${id}` }
  return { uri, mimeType: 'application/json', text: JSON.stringify(data) }
}
