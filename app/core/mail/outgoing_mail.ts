import type { HttpAnswer, HttpRequest } from '#core/plugins/api'

/** A mail as it leaves. */
export interface OutgoingMail {
  /** One address alone. */
  readonly to: string
  readonly from: { readonly address: string; readonly name: string }
  /** One line. */
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
  /** Where answers go, where that is not whom it is from. */
  readonly replyTo?: string
  /** By what it is known, in angle brackets; the one who sends it chooses by default. */
  readonly messageId?: string
  readonly attachments?: readonly MailAttachment[]
}

/** A file that a mail brings. */
export interface MailAttachment {
  readonly name: string
  /** `application/pdf` */
  readonly contentType: string
  readonly content: Uint8Array
}

/** How mails leave. */
export interface MailTransport {
  /**
   * Sends one mail, outside of any transaction.
   *
   * @param means `http` asks another system, guarded as that of a job
   * @throws to have it tried again; a `PermanentFailure` when it never will be sent
   */
  send(
    mail: OutgoingMail,
    means: { http(url: string | URL, request?: HttpRequest): Promise<HttpAnswer> }
  ): Promise<void>
}
