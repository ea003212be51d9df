import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import logger from '@adonisjs/core/services/logger'
import { MailResponse } from '@adonisjs/mail'
import type { MailTransportContract, NodeMailerMessage } from '@adonisjs/mail/types'
import slugify from '@sindresorhus/slugify'
import { v7 as uuidv7 } from 'uuid'

const MAX_NAME_LENGTH = 60

/**
 * Writes mails to a folder instead of sending them, as text to read and as HTML
 * to open in a browser. For people who develop: the files hold what the mails
 * hold, their links included.
 */
export class FileTransport implements MailTransportContract {
  constructor(private readonly folder: string) {}

  async send(message: NodeMailerMessage): Promise<MailResponse> {
    const id = uuidv7()
    const to = (message.to ?? []).map(addressOf)
    const subject = message.subject ?? ''
    const path = join(this.folder, `${id}-${slugify(subject).slice(0, MAX_NAME_LENGTH)}`)
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    try {
      await writeFile(
        `${path}.txt`,
        `To: ${to.join(', ')}\nSubject: ${subject}\n\n${textOf(message.text)}`
      )
      await writeFile(`${path}.html`, textOf(message.html))
    } catch (error) {
      /* On a full disk: the mail is tried again, and leaves no half of it behind. */
      for (const file of [`${path}.txt`, `${path}.html`]) await rm(file, { force: true })
      throw error
    }
    logger.info({ file: `${path}.txt` }, 'a mail was written to a file, since SMTP_HOST is not set')
    return new MailResponse(id, { from: '', to }, undefined)
  }
}

function addressOf(recipient: string | { address: string }): string {
  return typeof recipient === 'string' ? recipient : recipient.address
}

function textOf(content: NodeMailerMessage['text']): string {
  return typeof content === 'string' ? content : ''
}
