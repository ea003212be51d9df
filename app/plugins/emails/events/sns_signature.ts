import { type KeyObject, createPublicKey, verify } from 'node:crypto'
import { ask } from '#core/plugins/delivery/http'
import { Problem } from '#core/http/exceptions/problem'
import { type Members, membersOf, textOf } from '#plugins/emails/events/event'
import { isOfAmazon } from '#plugins/emails/events/ses'
import { type SentReport, ensureRecent, unauthentic } from '#plugins/emails/events/signature'

/* https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html */

const SIGNED_OF_NOTIFICATION = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
const SIGNED_OF_OTHERS = [
  ...['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
]
const DIGESTS: Readonly<Record<string, string>> = { 1: 'sha1', 2: 'sha256' }

/** Amazon replaces a certificate now and then; no more are asked for than there can be. */
const MAX_KEYS = 50

let keys = new Map<string, KeyObject>()
let read = readCertificate

/**
 * Makes sure that Amazon signed a message. It may have to ask Amazon for the certificate, so it is outside of
 * units of work.
 *
 * @throws 403 for what it did not sign, 503 where the certificate cannot be read
 */
export async function verifySns({ body }: SentReport): Promise<void> {
  const message = membersOf(body)
  const url = textOf(message.SigningCertURL)
  const digest = DIGESTS[String(message.SignatureVersion)]
  const signature = Buffer.from(String(message.Signature), 'base64')
  if (url === null || digest === undefined || !isCertificate(url)) throw unauthentic()
  const isSigned = verify(digest, Buffer.from(signedText(message)), await keyAt(url), signature)
  if (!isSigned) throw unauthentic()
  ensureRecent(Date.parse(String(message.Timestamp)))
}

/** What is signed of a message: names and values, each on a line. */
export function signedText(message: Members): string {
  const names = message.Type === 'Notification' ? SIGNED_OF_NOTIFICATION : SIGNED_OF_OTHERS
  return names
    .filter((name) => message[name] !== undefined && message[name] !== null)
    .map((name) => `${name}\n${String(message[name])}\n`)
    .join('')
}

function isCertificate(url: string): boolean {
  return isOfAmazon(url) && new URL(url).pathname.endsWith('.pem')
}

async function keyAt(url: string): Promise<KeyObject> {
  const known = keys.get(url)
  if (known) return known
  const key = createPublicKey(await read(url))
  if (keys.size >= MAX_KEYS) keys.clear()
  keys.set(url, key)
  return key
}

async function readCertificate(url: string): Promise<string> {
  const { ok, text } = await ask(url)
  if (ok) return text()
  throw new Problem(503, {
    code: 'try_again',
    detail: 'The certificate of the report cannot be read at the moment.',
    headers: { 'Retry-After': '60' },
  })
}

/**
 * Has certificates read otherwise from here on. For tests, which have none of Amazon's.
 *
 * @returns puts back how they were read before
 */
export function readCertificatesBy(other: (url: string) => Promise<string>): () => void {
  const before = { keys, read }
  keys = new Map()
  read = other
  return () => {
    keys = before.keys
    read = before.read
  }
}
