import type { OutgoingMail } from '#core/mail/outgoing_mail'
import type Email from '#plugins/emails/models/email'
import { unsubscribeUrl } from '#plugins/emails/tokens'

type Sent = Pick<
  Email,
  | 'organizationId'
  | 'id'
  | 'toEmail'
  | 'fromName'
  | 'fromEmail'
  | 'replyTo'
  | 'subject'
  | 'text'
  | 'html'
  | 'messageId'
>

/** An e-mail as it leaves, with a link by which one click ends all further ones (RFC 8058). */
export async function mailOf(email: Sent): Promise<OutgoingMail> {
  const { organizationId, id, toEmail: address, fromName: name, fromEmail, replyTo } = email
  const url = await unsubscribeUrl(organizationId, { id, address })
  return {
    to: address,
    from: { address: fromEmail, name },
    subject: email.subject,
    text: `${email.text}\n\n-- \nUnsubscribe: ${url}\n`,
    html: pageOf(email.html, url),
    messageId: email.messageId,
    ...(replyTo !== null && { replyTo }),
    headers: {
      'List-Unsubscribe': `<${url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

function pageOf(html: string, url: string): string {
  return `<!doctype html>
<html>
<head><meta charset="utf-8"></head>
<body>
${html}
<p style="margin-top: 2em; font-size: 0.8em; color: #595959"><a href="${url}" style="color: inherit">Unsubscribe</a></p>
</body>
</html>
`
}
