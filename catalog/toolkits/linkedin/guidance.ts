/** What callers of LinkedIn get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const linkedinGuidance: ToolkitGuidance = {
  tools: {
    LINKEDIN_CREATE_LINKED_IN_POST: {
      pitfalls: [
        'It is public at once: show the text to the user first. Markdown is not rendered, and ( ) [ ] { } @ # * _ ~ need a backslash.',
        'author is a URN made of the id of the member, not the name in the link of the profile.',
      ],
      before: ['LINKEDIN_GET_MY_INFO'],
    },
  },
}
