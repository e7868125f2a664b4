/** Online meetings. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { anyOf, graphTool, userId } from '../microsoft-graph.ts'
import { answer, anything, flag, id, oneOf, open, words } from '../schemas.ts'

export const meetingTools = [
  graphTool({
    slug: 'MICROSOFT_TEAMS_CREATE_MEETING',
    name: 'Create meeting',
    description:
      'Create a Teams meeting and get its link to join. It is in no calendar: to invite people create an event in Outlook.',
    call: 'POST /{user_id}/onlineMeetings',
    important: true,
    scopes: anyOf('OnlineMeetings.ReadWrite'),
    path: { user_id: userId },
    body: {
      subject: id('Title.'),
      start_date_time: id('Start, with an offset: 2026-01-31T09:00:00Z.'),
      end_date_time: id('End, with an offset.'),
      participants: open(
        'Who takes part, in the form of Graph: {"attendees": [{"upn": "ann@contoso.com"}]}.',
      ),
      allowed_presenters: oneOf(
        ['everyone', 'organization', 'roleIsPresenter', 'organizer'],
        'Who may present.',
      ),
      is_entry_exit_announced: flag('Announce who comes and goes.'),
      record_automatically: flag('Record from the start.'),
    },
    required: ['subject', 'start_date_time', 'end_date_time'],
    output: answer({
      id: words,
      subject: words,
      joinWebUrl: words,
      joinInformation: anything,
      startDateTime: words,
    }),
  }),
] satisfies ToolkitInput['tools']
