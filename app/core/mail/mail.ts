import { BaseMail } from '@adonisjs/mail'
import { sanitizeInline } from '#core/mail/sanitize_inline'

/** What a mail says, before it is dressed as text and as HTML. */
export interface MailContent {
  /** The address alone: a name beside it could name further recipients. */
  readonly to: string
  readonly subject: string
  /** Sentences; what people chose in them has gone through `sanitizeInline`. */
  readonly paragraphs: readonly string[]
  readonly action?: { readonly label: string; readonly url: string }
  /** What a user should do who did not expect this. */
  readonly footnote: string
}

/** A letter as the mailer takes it. All of them look alike. */
export class TemplatedMail extends BaseMail {
  constructor(private readonly content: MailContent) {
    super()
    this.subject = sanitizeInline(content.subject)
  }

  override prepare() {
    const { to, paragraphs, action, footnote } = this.content
    const content = { subject: this.subject, paragraphs, action, footnote }
    this.message
      .to(to)
      .header('Auto-Submitted', 'auto-generated')
      .htmlView('mails/mail_html', content)
      .textView('mails/mail_text', content)
  }
}
