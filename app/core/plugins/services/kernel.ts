import { API, type Plugin, definePlugin } from '#core/plugins/api'

declare module '#core/plugins/api' {
  interface Services {
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
  provides: { 'codes.next': () => null },
})
