import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Says to which plugin a route belongs: it is there only where that is on. */
export function bindPlugin(pluginId: string) {
  const middleware = (ctx: HttpContext, next: NextFn) => {
    ctx.pluginId = pluginId
    return next()
  }
  bound.set(middleware, pluginId)
  return middleware
}

const bound = new WeakMap<object, string>()

/** The plugin that a route belongs to, by its middleware; null for one that is always there. */
export function pluginOfRoute(stack: readonly object[]): string | null {
  return stack.map((entry) => bound.get(entry)).findLast(Boolean) ?? null
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes of a plugin. */
    pluginId?: string
  }
}
