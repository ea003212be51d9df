import type { Maybe, ServiceName, Services } from '#core/plugins/api'
import type { Context } from '#core/plugins/context'
import type { Json } from '#core/plugins/rights/types'

/** What a service is given. */
export type ServiceInput<K> = K extends ServiceName
  ? Services[K] extends { input: infer I }
    ? I
    : never
  : never
/** What a service answers. */
export type ServiceOutput<K> = K extends ServiceName
  ? Services[K] extends { output: infer O }
    ? O
    : never
  : never

/** What a module does under the name of a service, unless plugins do it otherwise. */
export interface ServiceProvider<K extends ServiceName> {
  provide(input: ServiceInput<K>): Maybe<ServiceOutput<K>>
}

/** What a part in a service is given besides what the service is. */
export interface ServiceContext<S = unknown> extends Context<S> {
  /**
   * What the command that asks the service was given for this plugin, by its `inputs`; null where
   * none asks, or where it brought nothing.
   */
  readonly input: Json | null
}

/** A plugin's part in a service of another module, in organizations where it is on. */
export interface ServicePart<K extends ServiceName, S = unknown> {
  /**
   * Runs in the unit of work of the code that calls the service. What it throws is answered as a
   * failure of the plugin; what `next` throws passes through it as it is.
   *
   * @param next the part of the next plugin, or what the module does itself. Not called, it is
   * replaced; called more than once, it runs again
   */
  wrap(
    next: (input: ServiceInput<K>) => Promise<ServiceOutput<K>>,
    input: ServiceInput<K>,
    context: ServiceContext<S>
  ): Maybe<ServiceOutput<K>>
}
