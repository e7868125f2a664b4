/** From https://developerdocs.instructure.com/services/canvas: lists are paged by the `Link` header. */
import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, maybe, payload, pollConfig, shape } from '../trigger-kit.ts'

type PollInput = NonNullable<TriggerInput['poll']>

const number = (description: string) => ({ type: 'integer', description })
const course = { course_id: number('ID of the course.') }
const assignment = { ...course, assignment_id: number('ID of the assignment.') }

/** A list below a course, a hundred at a time, of which every page is read. */
const list = (path: string, more: Parameters<typeof http>[2] = {}): Pick<PollInput, 'call' | 'page'> => ({
  call: http('GET', path, {
    ...more,
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, in: 'path' as const })),
      ...(more.parameters ?? []),
    ],
    query: { per_page: '100', ...more.query },
  }),
  page: '@link.next',
})

const submissions = list('/courses/{course_id}/assignments/{assignment_id}/submissions')

export const canvasTriggers: TriggerInput[] = [
  {
    slug: 'CANVAS_ASSIGNMENT_GRADED_TRIGGER',
    name: 'Assignment graded',
    description: 'Fires when a submission of an assignment is graded, and again when its grade is changed.',
    config: pollConfig(assignment),
    payload: payload(
      {
        user_id: field('integer', 'ID of the student.'),
        is_graded: field('boolean', 'Whether there is a grade.'),
      },
      { grade: maybe('The grade, as Canvas shows it.') },
    ),
    poll: {
      ...submissions,
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added', 'changed'], version: 'graded_at' },
      match: [{ path: 'workflow_state', in: ['graded'] }],
    },
    map: { user_id: '{{item.user_id}}', is_graded: true, grade: '{{item.grade}}' },
  },
  {
    slug: 'CANVAS_NEW_ASSIGNMENT_SUBMISSION_TRIGGER',
    name: 'Assignment submitted',
    description: 'Fires for each submission of an assignment; a student who submits again fires it again.',
    config: pollConfig(assignment),
    payload: payload(
      {
        id: field('integer', 'ID of the submission.'),
        user_id: field('integer', 'ID of the student.'),
        workflow_state: field('string', 'submitted, graded or pending_review.'),
        late: field('boolean', 'Whether it came after the due date.'),
        preview_url: field('string', 'Where it can be seen.'),
      },
      {
        grade: maybe('The grade, if there is one.'),
        submission_type: maybe('online_text_entry, online_upload, online_url, …'),
        submitted_at: maybe('When it was submitted.'),
      },
    ),
    poll: {
      ...submissions,
      id: '{{item.id}}:{{item.attempt|default:1}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
      match: [{ path: 'submitted_at', present: true }],
    },
    map: {
      id: '{{item.id}}',
      user_id: '{{item.user_id}}',
      workflow_state: '{{item.workflow_state}}',
      late: '{{item.late}}',
      preview_url: '{{item.preview_url}}',
      grade: '{{item.grade}}',
      submission_type: '{{item.submission_type}}',
      submitted_at: '{{item.submitted_at}}',
    },
  },
  {
    slug: 'CANVAS_NEW_CANVAS_DISCUSSION_MESSAGE_TRIGGER',
    name: 'Message in a discussion',
    description: 'Fires for each top-level message that is posted in a discussion of a course.',
    config: pollConfig({ ...course, topic_id: number('ID of the discussion topic.') }),
    payload: payload(
      {
        id: field('integer', 'ID of the message.'),
        topic_id: field('integer', 'The discussion it is in.'),
        course_id: field('integer', 'The course it is in.'),
      },
      {
        message: { type: 'string', default: '', description: 'Its text, as HTML.' },
        user_id: maybe('ID of who wrote it.'),
        user_name: maybe('Name of who wrote it.'),
        parent_id: maybe('The message that it answers.'),
        created_at: maybe('When it was posted.'),
        updated_at: maybe('When it was changed last.'),
        raw_entry: {
          type: 'object',
          additionalProperties: true,
          description: 'The message as Canvas gives it.',
        },
      },
    ),
    poll: {
      ...list('/courses/{course_id}/discussion_topics/{topic_id}/entries'),
      id: '{{item.id}}',
      cursor: { kind: 'max', field: 'id', as: 'number' },
    },
    map: {
      id: '{{item.id}}',
      topic_id: '{{input.topic_id}}',
      course_id: '{{input.course_id}}',
      message: '{{item.message|default:}}',
      user_id: '{{item.user_id}}',
      user_name: '{{item.user_name}}',
      parent_id: '{{item.parent_id}}',
      created_at: '{{item.created_at}}',
      updated_at: '{{item.updated_at}}',
      raw_entry: '{{item._}}',
    },
  },
  {
    slug: 'CANVAS_NEW_CANVAS_DISCUSSION_TRIGGER',
    name: 'New discussion',
    description: 'Fires for each discussion topic that is opened in a course.',
    config: pollConfig(course, {
      filter_by: {
        type: 'string',
        enum: ['all', 'unread'],
        default: 'all',
        description: 'Which topics to look at.',
      },
      order_by: {
        type: 'string',
        enum: ['position', 'recent_activity', 'title'],
        default: 'recent_activity',
        description: 'Order of the list.',
      },
      include: {
        type: 'array',
        items: { type: 'string' },
        description: 'What more Canvas is to say of a topic.',
      },
    }),
    payload: payload(
      {
        topic: shape(
          {
            id: field('integer', 'ID of the topic.'),
            title: field('string', 'Its title.'),
            course_id: field('integer', 'The course it is in.'),
          },
          {
            author: maybe('Who opened it.'),
            posted_at: maybe('When it was opened.'),
            user_id: maybe('ID of who opened it.'),
          },
        ),
      },
      { event_type: { type: 'string', default: 'new_discussion', description: 'What happened.' } },
    ),
    poll: {
      ...list('/courses/{course_id}/discussion_topics', {
        parameters: [
          { name: 'filter_by', in: 'query' },
          { name: 'order_by', in: 'query' },
          { name: 'include', in: 'query', wire: 'include[]' },
        ],
      }),
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
    },
    map: {
      event_type: 'new_discussion',
      topic: {
        id: '{{item.id}}',
        title: '{{item.title}}',
        course_id: '{{input.course_id}}',
        author: '{{item.author}}',
        posted_at: '{{item.posted_at}}',
        user_id: '{{item.author.id}}',
      },
    },
  },
  {
    slug: 'CANVAS_NEW_COURSE_CREATED_TRIGGER',
    name: 'New course',
    description: 'Fires for each course that a user comes to be in, such as one that was just made.',
    config: pollConfig({ user_id: number('ID of the user.') }),
    payload: payload(
      { id: field('integer', 'ID of the course.'), name: field('string', 'Its name.') },
      {
        account_id: maybe('The account it belongs to.'),
        course_code: maybe('Its short code.'),
        created_at: maybe('When it was made.'),
        start_at: maybe('When it begins.'),
        end_at: maybe('When it ends.'),
        enrollment_term_id: maybe('Its term.'),
        time_zone: maybe('Its time zone.'),
        workflow_state: maybe('unpublished, available, completed or deleted.'),
      },
    ),
    poll: {
      ...list('/users/{user_id}/courses'),
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
    },
    map: Object.fromEntries(
      [
        'id',
        'name',
        'account_id',
        'course_code',
        'created_at',
        'start_at',
        'end_at',
        'enrollment_term_id',
        'time_zone',
        'workflow_state',
      ].map((name) => [name, `{{item.${name}}}`]),
    ),
  },
  {
    slug: 'CANVAS_NEW_FILE_UPLOADED_TRIGGER',
    name: 'File uploaded',
    description: 'Fires for each file that is uploaded to a course, newest ones read first.',
    config: pollConfig(course),
    payload: payload({
      new_files: {
        type: 'array',
        items: { type: 'object', additionalProperties: true },
        description: 'The file, as Canvas gives it.',
      },
    }),
    poll: {
      ...list('/courses/{course_id}/files', { query: { sort: 'created_at', order: 'desc' } }),
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
    },
    map: { new_files: ['{{item._}}'] },
  },
]
