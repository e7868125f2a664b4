import { defineConfig } from 'drizzle-kit'

/** `npm run migration` writes the next numbered SQL file from the tables; read it before you commit it. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/**/*.table.ts',
  out: './migrations',
})
