import type { FileScanner } from '#core/files/scanner'
import type { FileStore } from '#core/files/store'
import type { MailTransport } from '#core/mail/outgoing_mail'
import { API, type Plugin, definePlugin } from '#core/plugins/api'

declare module '#core/plugins/api' {
  interface Services {
    /** How mails of an organization leave: its invitations, and those of plugins. Not those of accounts. */
    'mail.transport': { input: { readonly organizationId: string }; output: MailTransport }
    /**
     * Where the files of an organization lie: those of plugins, each below `<organization>/<plugin>/`, and
     * those of records, below `<organization>/_records/`.
     */
    'files.storage': { input: { readonly organizationId: string }; output: FileStore }
    /** What looks at the files that records are given, before they have them. */
    'files.scan': { input: { readonly organizationId: string }; output: FileScanner }
    /**
     * The code of a new record that was given none, such as `CUST-2026-0007`; null lets the
     * database count, as it does by default. Two records of a resource never have the same one:
     * the later is refused.
     */
    'codes.next': {
      /** The noun of the resource: `customers`. */
      input: { readonly resource: string }
      output: string | null
    }
  }
}

/** What the application itself does under a name. */
export const kernel: Plugin = definePlugin({
  id: 'crm',
  version: API,
  core: true,
  provides: {
    'codes.next': () => null,
    'mail.transport': async () => (await import('#core/mail/default_transport')).byMailer,
    'files.storage': async () => (await import('#core/files/default_store')).defaultStore(),
    'files.scan': async () => (await import('#core/files/scanner')).unscanned,
  },
})
