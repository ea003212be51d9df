import type { AdminSummary } from '#core/plugins/admin/summary'

/** A field that a plugin adds to a resource of others. */
export interface AddedField {
  readonly name: string
  readonly type: string
  readonly title: string
  readonly choices: readonly string[] | null
  readonly is_read_only: boolean
  readonly is_unique: boolean
  readonly is_searched: boolean
  readonly is_column: boolean
  readonly is_computed: boolean
  readonly refers_to: string | null
  /** Also that which an aggregate asks for without saying so. */
  readonly read_permission: string | null
  readonly write_permission: string | null
  /** Of an amount: three letters, or `organization`. */
  readonly currency: string | null
}

/** What a plugin adds to the application. */
export interface ManifestSummary extends AdminSummary {
  readonly resources: readonly string[]
  readonly permissions: readonly string[]
  /** Those of them that are granted for the holder's own records, too. */
  readonly narrowable: readonly string[]
  /** By resource. */
  readonly fields: Readonly<Record<string, readonly AddedField[]>>
  /** Its own, and those under records of others. */
  readonly routes: readonly {
    readonly method: string
    readonly path: string
    readonly permission: string
  }[]
  /** The resources whose records can be associated, and the labels for that. */
  readonly associations: {
    readonly resources: readonly string[]
    readonly labels: readonly {
      readonly from: string
      readonly to: string
      readonly key: string
      readonly title: string
    }[]
  }
  /** Kinds of items in timelines. */
  readonly timeline: readonly { readonly kind: string; readonly title: string }[]
  readonly webhooks: readonly string[]
  readonly services: readonly string[]
  readonly jobs: readonly {
    readonly name: string
    readonly every: string | null
    readonly zone: 'organization' | 'UTC' | null
  }[]
  readonly processes: readonly { readonly name: string; readonly steps: readonly string[] }[]
  /** The moments at which its code runs: `onEnable`. */
  readonly lifecycle: readonly string[]
  readonly cards: readonly string[]
  readonly menu: readonly string[]
}

/** What a plugin changes of others: the names of what it has a say in. Its hooks are code. */
export interface ManifestOverrides {
  readonly policies: readonly string[]
  readonly scopes: readonly string[]
  readonly guards: readonly string[]
  readonly searches: readonly string[]
  /** Fields of others that no one writes while it answers for them: `deals.value`. */
  readonly read_only: readonly string[]
  readonly inputs: readonly string[]
  readonly services: readonly string[]
}

/** The summary of a plugin that adds nothing. */
export const NOTHING_ADDED: ManifestSummary = {
  resources: [],
  permissions: [],
  narrowable: [],
  fields: {},
  routes: [],
  associations: { resources: [], labels: [] },
  timeline: [],
  webhooks: [],
  services: [],
  jobs: [],
  processes: [],
  lifecycle: [],
  cards: [],
  menu: [],
  actions: [],
  pages: [],
  related: [],
  settings_actions: [],
  tiles: [],
}

/** The overrides of a plugin that changes nothing. */
export const NOTHING_CHANGED: ManifestOverrides = {
  policies: [],
  scopes: [],
  guards: [],
  searches: [],
  read_only: [],
  inputs: [],
  services: [],
}
