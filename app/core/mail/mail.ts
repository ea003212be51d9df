import { BaseMail } from '@adonisjs/mail'
import { sanitizeInline } from '#core/mail/sanitize_inline'

/** What a mail says, before it is dressed as text and as HTML. */
export interface Letter {
  /** The address alone: a name beside it could name further recipients. */
  readonly to: string
  readonly subject: string
  /** Sentences; what people chose in them has gone through `sanitizeInline`. */
  readonly paragraphs: readonly string[]
  readonly action?: { readonly label: string; readonly url: string }
  /** What somebody should do who did not expect this. */
  readonly footnote: string
}

/** A letter as the mailer takes it. All of them look alike. */
export class LetterMail extends BaseMail {
  constructor(private readonly letter: Letter) {
    super()
    this.subject = sanitizeInline(letter.subject)
  }

  override prepare() {
    const { to, paragraphs, action, footnote } = this.letter
    const content = { subject: this.subject, paragraphs, action, footnote }
    this.message
      .to(to)
      .header('Auto-Submitted', 'auto-generated')
      .htmlView('mails/letter_html', content)
      .textView('mails/letter_text', content)
  }
}
