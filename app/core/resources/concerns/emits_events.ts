import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { BaseModel } from '@adonisjs/lucid/orm'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { announce } from '#core/resources/records/announcement'
import { modelOfRecord } from '#core/resources/records/columns'

/**
 * Its changes are announced by their names: `customers:create`, and those of
 * the business that commands give with `act`.
 *
 * @param noun of its resource, as in permissions
 */
export function EmitsEvents(noun: string) {
  return function <T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
    class WithName extends superclass {
      /** By what noun the changes of its records are announced. */
      static readonly announcedAs = noun

      override async save(): Promise<this> {
        if (this.$isPersisted && !this.$isDirty) return super.save()
        return act(this, this.$isPersisted ? 'update' : 'create', () => super.save())
      }

      override async delete(): Promise<void> {
        await act(this, 'delete', () => super.delete())
      }
    }
    return WithName
  }
}

/** The noun by which changes of a model's records are announced; undefined when they are not. */
export function nounOf(model: LucidModel): string | undefined {
  return isAnnounced(model) ? model.announcedAs : undefined
}

/**
 * Does something to a record under the name that the business has for it:
 * `act(deal, 'win', …)`. For commands of models.
 */
export async function act<T>(record: LucidRow, action: string, work: () => Promise<T>): Promise<T> {
  const noun = nounOf(modelOfRecord(record))
  return noun === undefined ? work() : announce(record, noun, action, work)
}

function isAnnounced(model: LucidModel): model is LucidModel & { readonly announcedAs: string } {
  return 'announcedAs' in model
}
