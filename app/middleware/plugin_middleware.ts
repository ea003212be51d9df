import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Says to which plugin a route belongs: it is there only where that is on. */
export function belongsTo(pluginId: string) {
  return (ctx: HttpContext, next: NextFn) => {
    ctx.pluginId = pluginId
    return next()
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes of a plugin. */
    pluginId?: string
  }
}
