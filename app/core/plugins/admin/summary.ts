import { declaredActions } from '#core/plugins/admin/actions'
import { pagesOf } from '#core/plugins/admin/pages'
import type { Plugin, RelatedList } from '#core/plugins/api'

/** What a plugin adds to the admin besides cards and entries of the menu. */
export interface AdminSummary {
  readonly actions: readonly {
    readonly resource: string
    readonly name: string
    readonly label: string
  }[]
  readonly pages: readonly {
    readonly name: string
    readonly title: string
    readonly permission: string
  }[]
  readonly related: readonly { readonly place: string; readonly resource: string }[]
  readonly settings_actions: readonly { readonly name: string; readonly label: string }[]
  readonly tiles: readonly string[]
}

/**
 * What a plugin adds to the admin besides cards and entries of the menu.
 *
 * @param say puts what is meant for people into their language
 */
export function adminSummaryOf(plugin: Plugin, say: (english: string) => string): AdminSummary {
  const { admin } = plugin
  const related: Readonly<Record<string, readonly RelatedList[] | undefined>> = admin?.related ?? {}
  return {
    actions: declaredActions(plugin).map(({ resource, name, action }) => ({
      resource,
      name,
      label: say(action.label),
    })),
    pages: pagesOf([plugin]).map(({ name, page }) => ({
      name,
      title: say(page.title),
      permission: page.permission,
    })),
    related: Object.entries(related).flatMap(([place, lists = []]) =>
      lists.map(({ resource }) => ({ place, resource }))
    ),
    settings_actions: Object.entries(admin?.settingsActions ?? {}).map(([name, { label }]) => ({
      name,
      label: say(label),
    })),
    tiles: (admin?.tiles ?? []).map(({ title }) => say(title)),
  }
}
