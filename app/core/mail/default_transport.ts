import mail from '@adonisjs/mail/services/main'
import type { MailTransport } from '#core/mail/outgoing_mail'

/** Through the mail server that is configured, or into files. */
export const byMailer: MailTransport = {
  async send({ to, from, subject, text, html, headers, replyTo, messageId, attachments = [] }) {
    await mail.send((message) => {
      message.to(to).from(from.address, from.name).subject(subject).text(text).html(html)
      for (const [name, value] of Object.entries(headers)) message.header(name, value)
      if (replyTo !== undefined) message.replyTo(replyTo)
      if (messageId !== undefined) message.nodeMailerMessage.messageId = messageId
      for (const { name, contentType, content } of attachments) {
        message.attachData(Buffer.from(content), { filename: name, contentType })
      }
    })
  },
}
