import { defineConfig } from '@adonisjs/auth'
import type { InferAuthenticators } from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import { BearerGuard } from '#auth/bearer_guard'

const authConfig = defineConfig({
  default: 'bearer',
  guards: {
    bearer: (ctx: HttpContext) => new BearerGuard(ctx),
  },
})

export default authConfig

declare module '@adonisjs/auth/types' {
  interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}
