/** Definitions of the meta tools that run code, as agents read them. */
import { mostSeconds } from './run-in-workbench.ts'

const progress = {
  thought: { type: 'string', description: 'What this step is for, in a sentence.' },
  session_id: {
    type: 'string',
    description: 'The session id that COMPOSIO_SEARCH_TOOLS returned, to keep calls of one task together.',
  },
  current_step: { type: 'string', description: 'Name of the step of your plan.' },
  current_step_metric: { type: 'string', description: 'Progress of the step, such as "30/150 emails".' },
}

const workbenchText = `Runs Python in a sandbox that belongs to this session. Use it for work on many items, for large results, and for tables, charts and documents; for a few calls COMPOSIO_MULTI_EXECUTE_TOOL is simpler.
Variables, imports and files are there in the next call. The last expression is returned as results. A call may take ${mostSeconds} seconds: work in steps, and call tools in parallel with ThreadPoolExecutor.
The sandbox has no network. These functions are there already; each returns (result, error), with error "" when it went well:
- run_composio_tool(tool_slug, arguments): runs a tool found by COMPOSIO_SEARCH_TOOLS; its answer is in result["data"].
- invoke_llm(query): text from a language model, for classifying, summarising or extracting.
- proxy_execute(method, endpoint, toolkit, query_params=None, body=None, headers=None): calls an app's API with the user's account where no tool does it.
- web_search(query): text of web search results.
- upload_local_file(*paths): result["s3_url"] is a link for the user to download the file; several files become a zip.
- smart_file_extract(path): text of a PDF, Word, Excel, HTML or text file.
Files in /mnt/files last as long as the session. numpy, pandas, matplotlib, PIL, reportlab, openpyxl, docx, pypdf, bs4 and lxml are installed.`

export const workbenchDefinitions = {
  COMPOSIO_REMOTE_WORKBENCH: {
    name: 'Run Python',
    description: workbenchText,
    tags: ['openWorldHint'],
    properties: {
      code_to_execute: {
        type: 'string',
        description: 'Python to run. Check the error of every helper before using its result.',
        examples: [
          'emails, error = run_composio_tool("GMAIL_FETCH_EMAILS", {"max_results": 50})\nlen(emails["data"]["messages"])',
        ],
      },
      ...progress,
    },
    required: ['code_to_execute'],
  },
  COMPOSIO_REMOTE_BASH_TOOL: {
    name: 'Run bash',
    description: `Runs a bash command in the sandbox of COMPOSIO_REMOTE_WORKBENCH, on the same files: /mnt/files and /home/user. Use it for grep, sed, awk and moving files about. No network; ${mostSeconds} seconds at most.`,
    tags: [],
    properties: {
      command: {
        type: 'string',
        description: 'Command to run by bash in /home/user.',
        examples: ['wc -l /mnt/files/*.csv'],
      },
      session_id: progress.session_id,
    },
    required: ['command'],
  },
  COMPOSIO_UPSERT_RECIPE: {
    name: 'Save a recipe',
    description:
      'Saves Python for the workbench under a name, to be run again with other inputs as a tool. Try the code with COMPOSIO_REMOTE_WORKBENCH first. The code finds its inputs in the dictionary `inputs`, may use every helper of the workbench, and its last expression is the result.',
    tags: [],
    properties: {
      recipe_id: { type: 'string', description: 'Recipe to change; leave out to make a new one.' },
      name: { type: 'string', description: 'Short name.', examples: ['Weekly issue report'] },
      description: { type: 'string', description: 'What the recipe does, for whoever chooses it.' },
      workflow_code: {
        type: 'string',
        description: 'Python to run; nothing of one task is written into it.',
      },
      input_schema: {
        type: 'object',
        description: 'JSON schema of the inputs: an object with properties, each with a description.',
        properties: {},
        additionalProperties: true,
      },
      output_schema: {
        type: 'object',
        description: 'JSON schema of the result.',
        properties: {},
        additionalProperties: true,
      },
      defaults_for_required_parameters: {
        type: 'object',
        description: 'Values for required inputs that a run leaves out.',
        properties: {},
        additionalProperties: true,
      },
      session_id: progress.session_id,
    },
    required: ['name', 'description', 'workflow_code', 'input_schema'],
  },
  COMPOSIO_GET_RECIPE: {
    name: 'Get a recipe',
    description:
      'Returns a saved recipe with its code and input schema, and how to run it. Without recipe_id it lists the recipes of this user.',
    tags: ['readOnlyHint', 'idempotentHint'],
    properties: {
      recipe_id: { type: 'string', description: 'Id or slug of the recipe.' },
      session_id: progress.session_id,
    },
    required: [],
  },
}

export type WorkbenchToolSlug = keyof typeof workbenchDefinitions
