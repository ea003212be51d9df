import { schemaOfSummary } from '#core/resources/answer_schema'
import { type Field, type Surface, json } from '#core/resources/fields'
import { objectOf } from '#core/resources/summary'
import { actorSummary, formerActorSummary } from '#plugins/identity/summaries'

/**
 * Who did something. The fence keeps a user who is no member, or no more, from being joined: they are
 * named as the audit log names them.
 *
 * @param relation of the resource, to `users` (`global`)
 * @param key its column
 */
export function actorField(relation: string, key: string, shownIn?: readonly Surface[]): Field {
  return json({
    key,
    relations: [relation],
    sql: `CASE WHEN r.${key} IS NULL THEN NULL
          WHEN ${relation}.id IS NULL THEN former_actor(r.${key})
          ELSE ${objectOf(actorSummary, relation)} END`,
    holds: schemaOfSummary(formerActorSummary),
    ...(shownIn && { in: shownIn }),
  })
}
