import { AsyncLocalStorage } from 'node:async_hooks'
import type { Identity } from '#core/access/identity'
import { UnitOfWork } from '#core/database/unit_of_work'

/** With whose rights records are written; null is the system. */
interface Acting {
  readonly caller: Identity | null
}

const acting = new AsyncLocalStorage<Acting>()

/**
 * With whose rights records are written here: those of whoever calls, or ordered
 * the job; null where the system acts, as where the code of a plugin writes by
 * models.
 */
export function actingCaller(): Identity | null {
  const here = acting.getStore()
  return here ? here.caller : UnitOfWork.get().caller
}

/** Runs work with the rights of a caller, or with those of the system. */
export function actAs<T>(caller: Identity | null, work: () => T): T {
  return acting.run({ caller }, work)
}
