import type { LucidModel } from '@adonisjs/lucid/types/model'

type Hook<Model extends LucidModel> = (record: InstanceType<Model>) => void | Promise<void>

/**
 * A hook of a model that runs before a save which changes one of these
 * attributes. A new record changes all that it was given.
 */
export function beforeChangeOf(...attributes: readonly string[]) {
  return function <Model extends LucidModel>(
    target: Model,
    _name: string,
    { value: hook }: { readonly value?: Hook<Model> }
  ) {
    target.boot()
    target.before('save', function runIfChanged(record) {
      const { $dirty: changed } = record
      return attributes.some((name) => name in changed) ? hook?.call(target, record) : undefined
    })
  }
}
