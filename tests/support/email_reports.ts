import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { signedText } from '#plugins/emails/events/sns_signature'

/** A provider of e-mails, as far as it reports: with the key that it signs by, if it does. */
export interface Reporter {
  /** What is said of it in the settings. */
  readonly settings: Readonly<Record<string, string>>
  /** Sends a report, signed at a moment, by default this one. */
  report(client: ApiClient, path: string, body: object, at?: Date): ReturnType<ApiClient['post']>
}

const amazon = generateKeyPairSync('rsa', { modulusLength: 2048 })
const sendgrid = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const MAILGUN_KEY = 'key-of-mailgun'

export const CERTIFICATE_URL = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem'

/** The certificate by which messages of these reporters are known. */
export const certificate = amazon.publicKey.export({ type: 'spki', format: 'pem' }).toString()

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1_000))

export const REPORTERS: Readonly<Record<string, Reporter>> = {
  Postmark: {
    settings: { events_provider: 'postmark' },
    report: (client, path, body) => client.post(path).json(body),
  },
  SendGrid: {
    settings: {
      events_provider: 'sendgrid',
      events_key: sendgrid.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    },
    report: (client, path, body, at = new Date()) => {
      const text = JSON.stringify(body)
      const signed = sign('sha256', Buffer.from(seconds(at) + text), sendgrid.privateKey)
      return client
        .post(path)
        .json(body)
        .header('X-Twilio-Email-Event-Webhook-Timestamp', seconds(at))
        .header('X-Twilio-Email-Event-Webhook-Signature', signed.toString('base64'))
    },
  },
  Mailgun: {
    settings: { events_provider: 'mailgun', events_key: MAILGUN_KEY },
    report: (client, path, body, at = new Date()) => {
      const [timestamp, token] = [seconds(at), randomUUID()]
      const signature = createHmac('sha256', MAILGUN_KEY)
        .update(timestamp + token)
        .digest('hex')
      return client.post(path).json({ ...body, signature: { timestamp, token, signature } })
    },
  },
  SES: {
    settings: { events_provider: 'ses' },
    report: (client, path, body, at = new Date()) => {
      const message = {
        ...{ MessageId: randomUUID(), Timestamp: at.toISOString(), SignatureVersion: '2' },
        ...{ SigningCertURL: CERTIFICATE_URL, ...body },
      }
      const signature = sign('sha256', Buffer.from(signedText(message)), amazon.privateKey)
      const signed = { ...message, Signature: signature.toString('base64') }
      return client.post(path).form(JSON.stringify(signed)).type('text/plain; charset=UTF-8')
    },
  },
}
