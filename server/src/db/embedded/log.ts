/** The part of a structured logger that the supervision needs; pino's and Fastify's fit. */
export interface EmbeddedPostgresLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
