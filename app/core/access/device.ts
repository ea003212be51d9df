import type { HttpContext } from '@adonisjs/core/http'

export interface Device {
  readonly ipAddress: string
  readonly userAgent: string | null
}

/** Where a request comes from, as its sender's session remembers it. */
export function deviceOf({ request }: HttpContext): Device {
  return { ipAddress: request.ip(), userAgent: request.header('user-agent') ?? null }
}
