/** How a mail server is spoken to, by the values of SMTP_TLS. */
export const ENCRYPTION = {
  /** One that does not offer encryption is given no mail. */
  starttls: { port: 587, secure: false, requireTLS: true },
  implicit: { port: 465, secure: true },
  none: { port: 25, secure: false, ignoreTLS: true },
}
