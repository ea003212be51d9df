import type { Json } from '#core/plugins/api'
import { UnitOfWork } from '#core/database/unit_of_work'

/** By plugin and action, what the request of a unit of work brought for the hooks of one. */
const inputs = new WeakMap<UnitOfWork, Map<string, Json>>()

/** Keeps what a request brought for a plugin's hooks into an action. */
export function rememberInput(plugin: string, action: string, input: Json): void {
  const unit = UnitOfWork.get()
  const known = inputs.get(unit) ?? new Map<string, Json>()
  inputs.set(unit, known.set(`${plugin} ${action}`, input))
}

/** What the request brought; null where the action came about otherwise. */
export function inputFor(plugin: string, action: string): Json | null {
  return inputs.get(UnitOfWork.get())?.get(`${plugin} ${action}`) ?? null
}
