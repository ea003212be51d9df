import type { Context } from '#core/plugins/api'

export async function makeDemo(_context: Context): Promise<number> {
  return 0
}
