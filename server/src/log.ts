/** The structured log. Fields are allow-listed by habit: ids, names, durations; never headers or bodies. */
import type { FastifyBaseLogger } from 'fastify'

export type Log = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error' | 'debug'>
