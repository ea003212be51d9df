import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { Group } from '@japa/runner/core'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { sendWith } from '#core/mail/organization_server'
import { SmtpClient } from '#core/mail/smtp_client'

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/smtp/${name}`, import.meta.url), 'utf8')

const CERTIFICATE = fixture('certificate.pem')

/** With which the server is logged in to. */
export const SMTP_PASSWORD = 'a password of the mail server'

/** What its name resolves to, and where the name of a private server does. */
const HOSTS: Readonly<Record<string, string>> = {
  'mail.acme.example': '127.0.0.1',
  'other.acme.example': '127.0.0.1',
  'private.acme.example': '10.1.2.3',
}

/** What happens to the next mail. */
interface Trouble {
  readonly at: 'RCPT TO' | 'DATA'
  /** What is answered; null hangs up without an answer. */
  readonly answer: { readonly code: number; readonly text: string } | null
}

/** A mail server of an organization, with encryption and a login, which keeps what it is given. */
export class MailServer {
  readonly #mails: ParsedMail[] = []
  #trouble: Trouble | null = null
  #logins = 0
  readonly #server = new SMTPServer({
    key: fixture('key.pem'),
    cert: CERTIFICATE,
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      this.#logins += 1
      if (username === 'acme' && password === SMTP_PASSWORD) return done(null, { user: username })
      return done(new Error('Wrong login'))
    },
    onRcptTo: (_address, _session, done) => done(this.#troubleAt('RCPT TO')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const hangsUp = this.#trouble?.at === 'DATA' && this.#trouble.answer === null
        const refusal = this.#troubleAt('DATA')
        if (refusal) return done(refusal)
        void simpleParser(Buffer.concat(chunks)).then((mail) => {
          this.#mails.push(mail)
          if (hangsUp) return this.#hangUp(session.id)
          return done()
        }, done)
      })
    },
  })

  /** Starts one for the tests of a group. Each finds it empty, and without trouble. */
  static during(group: Group): MailServer {
    const server = new MailServer()
    group.setup(() => server.#start())
    group.each.setup(() => {
      server.#mails.length = 0
      server.#trouble = null
      server.#logins = 0
    })
    return server
  }

  /** What an organization sets to send through it. */
  get settings() {
    return {
      sender_name: 'Acme Sales',
      sender_email: 'sales@acme.example',
      smtp_host: 'mail.acme.example',
      smtp_port: this.#port,
      smtp_username: 'acme',
      smtp_password: SMTP_PASSWORD,
    }
  }

  /** In the order in which they came. */
  get mails(): readonly ParsedMail[] {
    return this.#mails
  }

  /** The newest one. @throws when none came */
  get last(): ParsedMail {
    const mail = this.#mails.at(-1)
    if (!mail) throw new Error('No mail came')
    return mail
  }

  /** How often someone tried to log in. */
  get logins(): number {
    return this.#logins
  }

  /** Refuses the next mail, or takes it and hangs up without saying so. */
  trouble(trouble: Trouble): void {
    this.#trouble = trouble
  }

  get #port(): number {
    return addressOf(this.#server).port
  }

  #troubleAt(at: Trouble['at']): Error | null {
    if (this.#trouble?.at !== at) return null
    const { answer } = this.#trouble
    this.#trouble = null
    return answer && Object.assign(new Error(answer.text), { responseCode: answer.code })
  }

  #hangUp(id: string): void {
    for (const connection of this.#server.connections) {
      if (connection.session.id === id) connection.close()
    }
  }

  async #start() {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const putBack = sendWith(
      new SmtpClient({
        allowed: ['127.0.0.0/8'],
        ca: CERTIFICATE,
        resolve: (name, callback) => {
          const address = HOSTS[name]
          if (address) return callback(null, [{ address, family: 4 }])
          return callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), [])
        },
      })
    )
    return async () => {
      putBack()
      await new Promise<void>((resolve) => this.#server.close(resolve))
    }
  }
}

function addressOf({ server }: SMTPServer): AddressInfo {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('It listens nowhere')
  return address
}
