import { Problem } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import type { Named } from '#core/plugins/naming'

/** What a plugin keeps callers from: the names of resources, and of actions. */
export interface Narrowing {
  /** Of which it hides records. */
  readonly resources: readonly string[]
  /** About which its policies decide for callers: `deals:win`. */
  readonly actions: readonly string[]
  /** That never go past its hooks, whoever acts. */
  readonly guards: readonly string[]
  /** Where it answers under records of others: `/api/deals/:id/quote`. Absent where that was not noted. */
  readonly paths?: readonly string[]
  /** What its names begin with besides its id. Absent where that was not noted. */
  readonly prefixes?: readonly string[]
}

/** A plugin that is in the list and does not run: it cannot be loaded, or is left out. */
export interface MissingPlugin {
  readonly id: string
  readonly version: string
  /** Where it is on; null when no process has ever known: everywhere, unless an organization says otherwise. */
  readonly enabled: NonNullable<Plugin['enabled']> | null
  /** Null when no process has ever known: it may keep callers from anything. */
  readonly narrows: Narrowing | null
}

/** By what its names begin with, as far as that is known. */
export function namedOf({ id, narrows }: Pick<MissingPlugin, 'id' | 'narrows'>): Named {
  return { id, prefixes: narrows?.prefixes }
}

/** Whether records of a resource are hidden by it. */
export function hides({ narrows }: MissingPlugin, resource: string): boolean {
  return narrows === null || narrows.resources.includes(resource)
}

/** Whether its policies decide about an action of a caller. */
export function decides({ narrows }: MissingPlugin, action: string): boolean {
  return narrows === null ? isClosable(action) : narrows.actions.includes(action)
}

/** Whether nothing goes past it in an action, whoever acts. */
export function isGuarding({ narrows }: MissingPlugin, action: string): boolean {
  return narrows === null ? isClosable(action) : narrows.guards.includes(action)
}

/** Whether it would answer at a path that nothing answers: `/api/deals/0199…/quote`. */
export function answersAt({ narrows }: MissingPlugin, path: string): boolean {
  const parts = path.split('/')
  /* Of whom nothing is known, that is any below a record. */
  if (narrows === null) return parts.length > 4
  return (narrows.paths ?? []).some((pattern) => {
    const own = pattern.split('/')
    return (
      own.length === parts.length &&
      own.every((part, index) => part.startsWith(':') || part === parts[index])
    )
  })
}

/** An organization can always say which plugins are on. */
function isClosable(action: string): boolean {
  return !action.startsWith('plugins:')
}

/** What stands for its manifest, of which nothing may be known. */
export function standIn({ id, version, enabled }: MissingPlugin): Plugin {
  return { id, version, enabled: enabled ?? 'on' }
}

/** The refusal of what would need a plugin that does not run. */
export function unavailable(id: string): Problem {
  return new Problem(503, {
    code: 'plugin_unavailable',
    detail: `The plugin "${id}" is not available at the moment, and nothing goes past it.`,
    extra: { plugin: id },
  })
}
