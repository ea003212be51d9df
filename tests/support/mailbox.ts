import type { Group } from '@japa/runner/core'
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail as its recipient sees it. */
export interface ReceivedMail {
  /** Whom the server was told to deliver it to. */
  readonly recipients: readonly string[]
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The mail as it went over the wire. */
  readonly raw: string
}

/** How a mail server refuses. */
export interface Refusal {
  /** With 450 by default: not now. */
  readonly code?: number
  /** After the whole mail by default. */
  readonly at?: 'MAIL FROM' | 'RCPT TO' | 'DATA'
}

/** A mail server that keeps what it is given, for the tests to read. */
export class Mailbox {
  readonly #mails: ReceivedMail[] = []
  #refusals = 0
  #refusal: Refusal = {}
  readonly #server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onMailFrom: ({ address }, _session, done) => done(this.#refusalAt('MAIL FROM', address)),
    onRcptTo: ({ address }, _session, done) => done(this.#refusalAt('RCPT TO', address)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        const refusal = this.#refusalAt('DATA', recipients.join())
        if (refusal) {
          done(refusal)
          return
        }
        this.#keep(Buffer.concat(chunks), recipients).then(() => done(), done)
      })
    },
  })

  /** Opens a mailbox for a group of tests, at the server that SMTP_HOST and SMTP_PORT name. */
  static during(group: Group): Mailbox {
    const mailbox = new Mailbox()
    group.setup(async () => {
      await mailbox.#listen()
      return () => mailbox.#close()
    })
    return mailbox
  }

  /** Every mail that came for an address, in the order in which they came. */
  of(address: string): ReceivedMail[] {
    const wanted = address.toLowerCase()
    return this.#mails.filter(({ recipients }) =>
      recipients.some((recipient) => recipient.toLowerCase() === wanted)
    )
  }

  /** The newest mail for an address. @throws when none came */
  last(address: string): ReceivedMail {
    const mail = this.of(address).at(-1)
    if (!mail) throw new Error(`No mail came for ${address}`)
    return mail
  }

  /** Refuses the next mails, naming the address as mail servers do. */
  refuse(times: number, refusal: Refusal = {}): void {
    this.#refusals = times
    this.#refusal = refusal
  }

  #refusalAt(step: Required<Refusal>['at'], address: string): Error | null {
    const { code = 450, at = 'DATA' } = this.#refusal
    if (this.#refusals === 0 || at !== step) return null
    this.#refusals -= 1
    const status = `${Math.floor(code / 100)}.1.1`
    return Object.assign(new Error(`${status} <${address}>: not here`), { responseCode: code })
  }

  async #keep(raw: Buffer, recipients: string[]) {
    const mail: ParsedMail = await simpleParser(raw)
    this.#mails.push({
      recipients,
      from: mail.from?.value[0]?.address ?? '',
      to: addressesIn(mail.to),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html || '',
      raw: raw.toString(),
    })
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(Number(process.env.SMTP_PORT), '127.0.0.1', resolve)
    })
  }

  #close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve))
  }
}

/** The token in the link of a mail. @throws when there is none */
export function tokenIn({ text }: ReceivedMail): string {
  const token = /#token=([\w-]{43})$/m.exec(text)?.[1]
  if (!token) throw new Error(`There is no token in:\n${text}`)
  return token
}

function addressesIn(to: AddressObject | AddressObject[] | undefined): string {
  return (Array.isArray(to) ? to : [to]).map((entry) => entry?.text ?? '').join(', ')
}
