import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'
import { PermanentFailure } from '#core/jobs/permanent_failure'

/** The mail was handed over, and the server has not said whether it took it. */
export class DeliveryUnknown extends PermanentFailure {
  override name = 'DeliveryUnknown'

  constructor() {
    super('The mail server did not say whether it took the mail')
  }
}

interface Handover {
  readonly envelope: SMTPConnection.Envelope
  readonly message: Buffer
  readonly login: { readonly user: string; readonly pass: string } | null
}

/**
 * One connection to a mail server, over which one mail goes. Of the transports of nodemailer none says how
 * far a mail came that failed, which decides whether it may be sent again.
 *
 * @throws {DeliveryUnknown} when the server was given the mail and did not answer; what nodemailer throws
 * when it was not given it, or refused it
 */
export async function handOver(
  options: SMTPConnection.Options,
  { envelope, message, login }: Handover
): Promise<void> {
  const connection = new SMTPConnection(options)
  const content = Readable.from([message])
  const failure = new Promise<never>((_resolve, reject) => {
    connection.once('error', (error) =>
      reject(content.readableEnded ? new DeliveryUnknown() : error)
    )
    connection.once('end', () =>
      reject(content.readableEnded ? new DeliveryUnknown() : new Error('The mail server hung up'))
    )
  })
  failure.catch(() => null)
  try {
    await Promise.race([failure, step((done) => connection.connect(done))])
    if (login) await Promise.race([failure, step((done) => connection.login(login, done))])
    await Promise.race([failure, step((done) => connection.send(envelope, content, done))])
  } finally {
    connection.close()
    content.destroy()
  }
}

function step(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    run((error) => (error ? reject(error) : resolve()))
  })
}
