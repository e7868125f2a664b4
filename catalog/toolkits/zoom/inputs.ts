/** Input properties that several Zoom tools share. */
import { answer, id, listOf, open, record, several, text, whole, words } from '../schemas.ts'

export const userId = text('Whose: "me" for the connected person, else an id or email address.', {
  default: 'me',
})
export const meetingId = id('Number of the meeting, from ZOOM_LIST_MEETINGS.')
export const webinarId = id('Number of the webinar, from ZOOM_LIST_WEBINARS.')
export const paging = {
  page_size: whole('How many on a page.', { minimum: 1, maximum: 300, default: 30 }),
  next_page_token: text('Where to go on, from the previous answer.'),
}
export const span = {
  from: text('First day, as 2026-01-01; at most a month before to.'),
  to: text('Last day, as 2026-01-31.'),
}
export const event = {
  topic: text('Title.'),
  type: whole(
    '1 at once, 2 scheduled, 3 recurring without a time, 8 recurring at a time; 5 and 9 for webinars.',
  ),
  start_time: text('Start, as 2026-01-31T09:00:00Z in UTC, or without Z in the time zone.'),
  duration: whole('Minutes.', { minimum: 1 }),
  timezone: text('IANA time zone, such as Europe/Berlin.'),
  agenda: text('Text about it.'),
  password: text('Passcode, at most 10 characters.', { maxLength: 10 }),
  recurrence: open('Repetition: {"type": 2, "repeat_interval": 1, "weekly_days": "2", "end_times": 10}.'),
  settings: open(
    'Settings: {"waiting_room": true, "join_before_host": false, "auto_recording": "cloud", "approval_type": 0}.',
  ),
}
export const registrant = {
  email: id('Email address.'),
  first_name: id('First name.'),
  last_name: text('Last name.'),
  phone: text('Phone number.'),
  org: text('Organization.'),
  comments: text('Questions and comments.'),
  custom_questions: several(
    record({ title: text('Question.'), value: text('Answer.') }, 'An answer.'),
    'Answers to own questions.',
  ),
}
export const occurrences = text('Ids of occurrences, separated by commas.')
export const meeting = answer({
  id: { type: 'integer' },
  uuid: words,
  topic: words,
  start_time: words,
  duration: { type: 'integer' },
  join_url: words,
  start_url: words,
  status: words,
})
export const listed = (name: string) =>
  answer({ [name]: listOf(), next_page_token: words, total_records: { type: 'integer' } })
export const registered = answer({ id: words, registrant_id: words, join_url: words, topic: words })
