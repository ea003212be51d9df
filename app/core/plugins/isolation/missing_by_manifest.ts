import type { Plugin } from '#core/plugins/api'
import { type Broken, brokenPlugins } from '#core/plugins/broken'
import { enabledOf } from '#core/plugins/installed'
import type { MissingPlugin, Narrowing } from '#core/plugins/isolation/missing'
import { recordPathsOf } from '#core/plugins/plugin_routes'

/** What was noted of a plugin when it last ran. */
export interface KnownRow {
  readonly version: string
  readonly enabled: MissingPlugin['enabled']
  /** Null: it may keep callers from anything. */
  readonly narrows: Narrowing | null
}

/** The plugins that do not run, as far as their manifests say: without asking the database. */
export function missingByManifest(): MissingPlugin[] {
  return brokenPlugins().map((entry) => missingOf(entry, undefined))
}

/** What is known of a plugin that does not run, by its manifest or else by what was noted of it. */
export function missingOf({ id, plugin }: Broken, row: KnownRow | undefined): MissingPlugin {
  return {
    id,
    version: plugin?.version ?? row?.version ?? '0.0.0',
    enabled: plugin ? enabledOf(plugin) : (row?.enabled ?? null),
    narrows: plugin ? narrowingOf(plugin) : (row?.narrows ?? null),
  }
}

/** What a plugin keeps callers from, from its manifest. */
export function narrowingOf(plugin: Plugin): Narrowing {
  const { scopes, policies, guards = [], prefixes = [], readOnly } = plugin
  const answered = Object.keys(readOnly ?? {}).map((name) => `${name}:update`)
  return {
    resources: Object.keys(scopes ?? {}),
    actions: Object.keys(policies ?? {}),
    guards: [...new Set([...guards, ...answered])],
    paths: recordPathsOf(plugin),
    prefixes,
  }
}
