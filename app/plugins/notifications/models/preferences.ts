import type { Identity } from '#core/access/identity'
import type { Read } from '#core/database/read'
import { UnitOfWork } from '#core/database/unit_of_work'
import { Statement } from '#core/resources/query/statement'
import { CHANNELS, type Channel, KINDS, KIND_NAMES } from '#plugins/notifications/kinds'

/** What a user wants to be notified of otherwise than before, by kind and way. */
export type PreferenceChange = Readonly<
  Record<string, { readonly [C in Channel]?: boolean | undefined } | undefined>
>

/** The kinds with the ways that are used by default, as rows. */
export function defaultsSql({ bind }: Pick<Statement, 'bind'>): string {
  const of = (channel: Channel) => bind(KIND_NAMES.map((kind) => KINDS[kind][channel]))
  return `unnest(${bind(KIND_NAMES)}::text[], ${of('in_app')}::boolean[], ${of('email')}::boolean[])
    WITH ORDINALITY AS known (kind, in_app, email, place)`
}

/** How the caller is notified in the active organization, by kind. */
export function preferencesOf({ userId }: Identity): Read<string> {
  const statement = new Statement()
  return statement.readJson(
    `SELECT json_object_agg(known.kind, json_build_object(
         'in_app', coalesce(chosen.in_app, known.in_app),
         'email', coalesce(chosen.email, known.email)) ORDER BY known.place)::text AS body
     FROM ${defaultsSql(statement)}
     LEFT JOIN notification_preferences chosen ON chosen.organization_id = app_organization()
       AND chosen.user_id = ${statement.bind(userId)}::uuid AND chosen.kind = known.kind`
  )
}

/** Takes what the caller wants otherwise; what is not said stays. */
export async function changePreferences(
  { userId }: Identity,
  change: PreferenceChange
): Promise<void> {
  const unit = UnitOfWork.get()
  const kinds = KIND_NAMES.filter((kind) => change[kind] !== undefined)
  if (kinds.length === 0) return
  const said = (channel: Channel) => kinds.map((kind) => change[kind]?.[channel] ?? null)
  const usual = (channel: Channel) => kinds.map((kind) => KINDS[kind][channel])
  await unit.query(
    `INSERT INTO notification_preferences AS kept (organization_id, user_id, kind, in_app, email)
     SELECT app_organization(), $1, said.kind, coalesce(said.in_app, said.usual_in_app),
       coalesce(said.email, said.usual_email)
     FROM unnest($2::text[], $3::boolean[], $4::boolean[], $5::boolean[], $6::boolean[])
       AS said (kind, in_app, email, usual_in_app, usual_email)
     ON CONFLICT (organization_id, user_id, kind) DO UPDATE
     SET in_app = CASE WHEN excluded.kind = ANY($7) THEN excluded.in_app ELSE kept.in_app END,
       email = CASE WHEN excluded.kind = ANY($8) THEN excluded.email ELSE kept.email END`,
    [
      userId,
      kinds,
      ...CHANNELS.map(said),
      ...CHANNELS.map(usual),
      ...CHANNELS.map((channel) => kinds.filter((kind) => change[kind]?.[channel] !== undefined)),
    ]
  )
  await unit.query(
    `SELECT record_event('notifications:configure', 'notifications', NULL, 'done', $1)`,
    [JSON.stringify(change)]
  )
}
