import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { googleAuth } from '../google-auth.ts'
import { taskListTools } from './lists.ts'
import { taskTools } from './tasks.ts'

export const googletasks = {
  manifest: 1,
  slug: 'googletasks',
  name: 'Google Tasks',
  description: 'Keep task lists, and add, find, change, order and complete tasks in Google Tasks.',
  logo: 'https://ssl.gstatic.com/tasks/images/tasks_2021_192px.png',
  app_url: 'https://tasks.google.com',
  auth_guide_url: 'https://developers.google.com/workspace/tasks/auth',
  categories: ['productivity-&-project-management'],
  aliases: ['google tasks', 'gtasks'],
  http: {
    base_url: 'https://tasks.googleapis.com/tasks/v1',
    allow_hosts: ['www.googleapis.com'],
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('googletasks', [
    'https://www.googleapis.com/auth/tasks',
    'https://www.googleapis.com/auth/userinfo.email',
    'https://www.googleapis.com/auth/userinfo.profile',
  ]),
  current_user: { method: 'GET', path: 'https://www.googleapis.com/oauth2/v3/userinfo' },
  tools: [...taskTools, ...taskListTools],
} satisfies ToolkitInput
