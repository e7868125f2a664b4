/**
 * Packages that a start does without, loaded with their first use: some 150 of its 1,400 modules. As CommonJS, because
 * what uses them is synchronous; `require` remembers what it has loaded.
 */
import { createRequire } from 'node:module'
import type * as McpServer from '@modelcontextprotocol/server'
import type * as Ajv from 'ajv'
import type * as Xml from 'fast-xml-parser'
import type MailComposer from 'nodemailer/lib/mail-composer'
import type * as Re2 from 're2js'
import type * as Ws from 'ws'

const require = createRequire(import.meta.url)

export const ajv = () => require('ajv') as typeof Ajv
export const re2 = () => require('re2js') as typeof Re2
export const xml = () => require('fast-xml-parser') as typeof Xml
export const mailComposer = () => require('nodemailer/lib/mail-composer') as typeof MailComposer
export const mcpServer = () => require('@modelcontextprotocol/server') as typeof McpServer
export const ws = () => require('ws') as typeof Ws
