import type { Json } from '#core/plugins/api'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The hooks of a plugin into what is done to one record. */
interface Place {
  readonly plugin: string
  /** `deals:win` */
  readonly action: string
  readonly recordId: string
}

/** By plugin, action and record, what the request of a unit of work brought. */
const inputs = new WeakMap<UnitOfWork, Map<string, Json>>()

/** Keeps what a request brought for a plugin's hooks into what it does to its record. */
export function rememberInput(place: Place, input: Json): void {
  const unit = UnitOfWork.get()
  const known = inputs.get(unit) ?? new Map<string, Json>()
  inputs.set(unit, known.set(keyOf(place), input))
}

/** What the request brought; null where the action came about otherwise. */
export function inputFor(place: Place): Json | null {
  return inputs.get(UnitOfWork.get())?.get(keyOf(place)) ?? null
}

function keyOf({ plugin, action, recordId }: Place): string {
  return `${plugin} ${action} ${recordId.toLowerCase()}`
}
