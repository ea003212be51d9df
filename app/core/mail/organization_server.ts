import { allowedNetworks } from '#config/outgoing'
import type { OutgoingMail } from '#core/mail/outgoing_mail'
import { SmtpClient, type SmtpServer } from '#core/mail/smtp_client'
import { UnitOfWork } from '#core/database/unit_of_work'

let client = new SmtpClient({ allowed: allowedNetworks })

/**
 * Sends a mail through a server that an organization names.
 *
 * @throws as `SmtpClient.send` does; inside of a transaction, which would wait along with it
 */
export async function sendThrough(server: SmtpServer, mail: OutgoingMail): Promise<void> {
  if (UnitOfWork.current()) {
    throw new Error('A transaction waits for no mail server: send in a job of its own')
  }
  await client.send(server, mail)
}

/**
 * Sends with another client from here on. For tests, whose mail servers are on this host.
 *
 * @returns puts back the one before
 */
export function sendWith(other: SmtpClient): () => void {
  const before = client
  client = other
  return () => {
    client = before
  }
}
