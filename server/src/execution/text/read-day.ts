/** Days in a text, in UTC: `2026-01-31`, `31 January 2026`, `today`, `3 days ago`, `in 2 weeks`. */

const months = 'january february march april may june july august september october november december'.split(
  ' ',
)
const monthForm = months.map((month) => `${month}|${month.slice(0, 3)}`).join('|')
const dayMs = 86_400_000
const unitDays: Readonly<Record<string, number>> = { day: 1, week: 7 }

type Read = (groups: readonly string[], today: Date) => string | undefined

const forms: readonly (readonly [form: RegExp, read: Read])[] = [
  [
    /(?<![\w-])(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?)(?![\w-])/g,
    ([text = '']) => (Number.isNaN(Date.parse(text)) ? undefined : text),
  ],
  [
    new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(${monthForm}),?\s+(\d{4})\b`, 'gi'),
    ([day = '', month = '', year = '']) => calendarDay(year, month, day),
  ],
  [
    new RegExp(String.raw`\b(${monthForm})\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`, 'gi'),
    ([month = '', day = '', year = '']) => calendarDay(year, month, day),
  ],
  [/\btoday\b/gi, (_, today) => shifted(today, 0)],
  [/\btomorrow\b/gi, (_, today) => shifted(today, 1)],
  [/\byesterday\b/gi, (_, today) => shifted(today, -1)],
  [
    /\b(\d{1,4})\s+(day|week)s?\s+ago\b/gi,
    ([count = '', unit = ''], today) => shifted(today, -Number(count) * (unitDays[unit.toLowerCase()] ?? 1)),
  ],
  [
    /\bin\s+(\d{1,4})\s+(day|week)s?\b/gi,
    ([count = '', unit = ''], today) => shifted(today, Number(count) * (unitDays[unit.toLowerCase()] ?? 1)),
  ],
]

/** Every day that the text names, as `YYYY-MM-DD`, or with its time where that is written out. */
export function readDay(text: string, today: Date): [match: RegExpExecArray, day: string][] {
  return forms.flatMap(([form, read]) =>
    [...text.matchAll(form)].flatMap((match): [RegExpExecArray, string][] => {
      const day = read(match.slice(1), today)
      return day === undefined ? [] : [[match, day]]
    }),
  )
}

function shifted(today: Date, days: number): string {
  return new Date(today.getTime() + days * dayMs).toISOString().slice(0, 10)
}

function calendarDay(year: string, month: string, day: string): string | undefined {
  const number = months.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3)))
  const text = `${year}-${String(number + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : text
}
