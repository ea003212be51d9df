import { appUrl } from '#config/app'
import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, transports } from '@adonisjs/mail'
import type { InferMailers } from '@adonisjs/mail/types'
import { ENCRYPTION } from '#core/mail/encryption'
import { FileTransport } from '#core/mail/file_transport'

const host = env.get('SMTP_HOST')
const username = env.get('SMTP_USERNAME')

/**
 * Links in mails open doors: unless SMTP_TLS says otherwise, a mail server that
 * does not encrypt is not given any.
 */
const encryption = ENCRYPTION[env.get('SMTP_TLS', 'starttls')]

/** A mail server that does not answer costs a worker half a minute, and the job is tried again. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** Whom mails are from. */
export const sender = {
  address: env.get('MAIL_FROM', `noreply@${senderHost()}`),
  name: 'headless-crm',
} as const

/**
 * Mails go to the SMTP server that is named; without one they are written to
 * files, for people who develop.
 */
const mailConfig = defineConfig({
  default: host ? 'smtp' : 'files',
  from: sender,

  mailers: {
    files: () => new FileTransport(app.makePath('storage/mails')),
    smtp: transports.smtp({
      host: host ?? 'localhost',
      ...encryption,
      port: env.get('SMTP_PORT', encryption.port),
      ...PATIENCE,
      ...(username && {
        auth: { type: 'login', user: username, pass: env.get('SMTP_PASSWORD')?.release() ?? '' },
      }),
    }),
  },
})

export default mailConfig

function senderHost(): string {
  const { hostname } = new URL(appUrl)
  return hostname.includes('.') && !/^[\d.]+$/.test(hostname) ? hostname : 'localhost.localdomain'
}

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
