import env from '#start/env'

const A_MEGABYTE = 1024 * 1024

/** What organizations may do with e-mails to people and leads. Mails of the application itself are not among them. */
export const emails = {
  /** How many one may order on a day; it may say fewer for itself. */
  perDay: env.get('EMAILS_PER_DAY', 500),
  /**
   * Whether one without a mail server of its own sends through that of the installation, from whose
   * address the mails are then.
   */
  throughInstallation: env.get('EMAILS_THROUGH_INSTALLATION', false),
  /** Bytes that the attachments of one have together. */
  maxAttachedBytes: env.get('EMAILS_MAX_MEGABYTES', 10) * A_MEGABYTE,
} as const
