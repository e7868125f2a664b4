/** Inbox rules. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { flag, id, whole, several, open, record, text, texts } from '../schemas.ts'
import { graphTool } from '../microsoft-graph.ts'
import { canWriteSettings } from './scopes.ts'

const recipient = record(
  { emailAddress: record({ address: text('Email address.') }, 'Who.') },
  'A recipient.',
)

export const ruleTools = [
  graphTool({
    slug: 'OUTLOOK_CREATE_EMAIL_RULE',
    name: 'Create inbox rule',
    description: 'Create a rule that files, forwards, marks or deletes messages as they arrive in the inbox.',
    call: 'POST /me/mailFolders/inbox/messageRules',
    scopes: canWriteSettings,
    body: {
      displayName: id('Name of the rule.'),
      sequence: whole('Place among the rules; 1 runs first.', { minimum: 1 }),
      isEnabled: flag('Whether it is in force; true if left out.'),
      conditions: record(
        {
          senderContains: texts('Words in the name or address of the sender.'),
          fromAddresses: several(recipient, 'Senders.'),
          subjectContains: texts('Words in the subject.'),
          bodyContains: texts('Words in the text.'),
          bodyOrSubjectContains: texts('Words in subject or text.'),
          hasAttachments: flag('With attachments.'),
          sentToMe: flag('Addressed to you.'),
        },
        'When it runs: all that is given must hold. Other conditions of Graph are allowed too.',
      ),
      actions: record(
        {
          moveToFolder: text('Id of the folder, from OUTLOOK_OUTLOOK_LIST_MAIL_FOLDERS.'),
          copyToFolder: text('Id of the folder to copy to.'),
          delete: flag('Move to the trash.'),
          markAsRead: flag('Mark as read.'),
          assignCategories: texts('Color categories.'),
          forwardTo: several(recipient, 'Whom to forward to.'),
          stopProcessingRules: flag('Run no further rules.'),
        },
        'What it does. Other actions of Graph are allowed too.',
      ),
      exceptions: open('When it does not run, in the form of conditions.'),
    },
    required: ['displayName', 'actions'],
    exec: { body: { sequence: 1, isEnabled: true } },
  }),
] satisfies ToolkitInput['tools']
