import { isIP } from 'node:net'
import { hostname } from 'node:os'
import nodemailer from 'nodemailer'
import { AddressGuard } from '#core/http/address_guard'
import { type Resolve, RefusedAddress, guardedAddress, resolveAll } from '#core/http/guarded_lookup'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { ENCRYPTION } from '#core/mail/encryption'
import type { OutgoingMail } from '#core/mail/outgoing_mail'
import { handOver } from '#core/mail/smtp_session'

/** A mail server that an organization names. It is never spoken to without encryption. */
export interface SmtpServer {
  /** A name, or an address. */
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'implicit'
  readonly username: string | null
  readonly password: string | null
}

interface Options {
  /** Networks in which servers may be besides the internet. */
  readonly allowed?: readonly string[]
  readonly resolve?: Resolve
  /** A certificate authority that is trusted besides those of the system. */
  readonly ca?: string
}

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/**
 * Sends mails through servers that organizations name. A name is resolved once, and the connection is made
 * to the very address that was looked at, as with requests to other systems; the certificate has to be that of the name.
 */
export class SmtpClient {
  readonly #guard: AddressGuard
  readonly #resolve: Resolve
  readonly #ca: string | undefined

  constructor({ allowed = [], resolve = resolveAll, ca }: Options = {}) {
    this.#guard = new AddressGuard(allowed)
    this.#resolve = resolve
    this.#ca = ca
  }

  /**
   * Sends one mail, once. Outside of units of work.
   *
   * @throws {DeliveryUnknown} when it may have been taken and may not; any other error says that it was
   * not, a `PermanentFailure` that it will not be at such an address
   */
  async send(server: SmtpServer, mail: OutgoingMail): Promise<void> {
    const { username, password } = server
    const login = username === null ? null : { user: username, pass: password ?? '' }
    const options = await this.#connectionTo(server)
    await handOver(options, { ...(await composed(mail)), login })
  }

  async #connectionTo({ host, port, security }: SmtpServer) {
    const { secure } = ENCRYPTION[security]
    return {
      host: await this.#addressOf(host),
      port,
      secure,
      requireTLS: !secure,
      name: hostname(),
      tls: {
        minVersion: 'TLSv1.2' as const,
        ...(isIP(host) === 0 && { servername: host }),
        ...(this.#ca !== undefined && { ca: this.#ca }),
      },
      ...TIMEOUTS,
    }
  }

  async #addressOf(host: string): Promise<string> {
    try {
      return await guardedAddress(this.#guard, this.#resolve, host)
    } catch (error) {
      if (!(error instanceof RefusedAddress)) throw error
      throw new PermanentFailure(
        'The mail server is in a private network, which PLUGINS_HTTP_ALLOW does not name'
      )
    }
  }
}

/** The mail as it goes over the wire, and to whom. */
async function composed({
  to,
  from,
  subject,
  text,
  html,
  headers,
  replyTo,
  messageId,
  attachments = [],
}: OutgoingMail) {
  const composer = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
  })
  const { envelope, message } = await composer.sendMail({
    ...{ to, from, subject, text, html, headers: { ...headers } },
    ...(replyTo !== undefined && { replyTo }),
    ...(messageId !== undefined && { messageId }),
    attachments: attachments.map(({ name, contentType, content }) => ({
      ...{ filename: name, contentType, content: Buffer.from(content) },
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  if (!Buffer.isBuffer(message)) throw new Error('A mail is composed whole')
  return { envelope: { from: envelope.from || from.address, to: envelope.to }, message }
}
