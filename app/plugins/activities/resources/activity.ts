import { actorField } from '#plugins/identity/actor_field'
import { employeeSummary } from '#plugins/employees/summaries'
import { type ActivityName, STATUSES, VISIBILITIES } from '#plugins/activities/kinds'
import {
  associations,
  body,
  participants,
  participantsSchema,
} from '#plugins/activities/validators/activity'
import { visibleTo } from '#plugins/activities/visibility'
import { optionalTimestamp } from '#core/plugins/fields/rules'
import type { ResourceDefinition } from '#core/resources/define_resource'
import {
  type Field,
  boolean,
  choice,
  code,
  embedded,
  json,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { mandatoryText, optionalText } from '#core/resources/validation/fields'
import { once } from '#core/resources/define_resource'

type Fields = Readonly<Record<string, Field>>

const references = once(() => import('#plugins/activities/references'))

/** Names are those that people and users have now; an address keeps the one that it came with. */
const PARTICIPANTS = `(
  SELECT coalesce(json_agg(json_build_object(
      'person_id', entry -> 'person_id', 'user_id', entry -> 'user_id',
      'address', entry -> 'address',
      'name', coalesce(person.name, nullif(concat_ws(' ', member.first_name, member.last_name), ''),
                       member.username, entry ->> 'name'),
      'role', entry -> 'role') ORDER BY position), '[]')
  FROM jsonb_array_elements(r.participants) WITH ORDINALITY list (entry, position)
  LEFT JOIN people person ON person.organization_id = r.organization_id
    AND person.id = (entry ->> 'person_id')::uuid AND person.deleted_at IS NULL
  LEFT JOIN users member ON member.id = (entry ->> 'user_id')::uuid)`

const owner = {
  owner: embedded('owner', employeeSummary, { key: 'owner_id', writable: true }),
  owner_name: text({
    sql: `nullif(concat_ws(' ', owner.first_name, owner.last_name), '')`,
    relations: ['owner'],
    in: ['list', 'export', 'page'],
  }),
}

/** When it is due or takes place, and when one is reminded of it. */
export const planned = (): Fields => ({
  status: choice(STATUSES, { writable: true, in: 'everywhere' }),
  starts_at: timestamp({ rule: optionalTimestamp(), in: ['list', 'detail', 'export'] }),
  due_at: timestamp({ rule: optionalTimestamp(), in: 'everywhere' }),
  ended_at: timestamp({ rule: optionalTimestamp() }),
  completed_at: timestamp({ rule: optionalTimestamp(), in: ['list', 'detail', 'export'] }),
  is_overdue: boolean({
    sql: `(r.status = 'planned' AND r.scheduled_at IS NOT NULL AND r.scheduled_at < app_now())`,
    nullable: false,
    in: ['list', 'detail'],
  }),
  remind_at: timestamp({ rule: optionalTimestamp() }),
  reminded_at: timestamp({ in: ['detail'] }),
})

/** Of what has happened when it is written down. */
export const logged = (): Fields => ({
  status: choice(STATUSES, { in: ['list', 'detail'] }),
  starts_at: timestamp({ rule: optionalTimestamp() }),
  due_at: timestamp({ in: ['detail'] }),
  ended_at: timestamp({ rule: optionalTimestamp() }),
  completed_at: timestamp({ rule: optionalTimestamp(), in: 'everywhere' }),
})

/** A subject that has to be there, as for what is planned. */
export const mandatorySubject = () =>
  text({ nullable: false, rule: mandatoryText(255), in: 'everywhere' })

/** What is written down may have none. */
export const optionalSubject = () => text({ rule: optionalText(255), in: 'everywhere' })

/** What all kinds of activities are made of. */
export function activityFields(own: Fields): Fields {
  return {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    ...own,
    body: text({ rule: body(), filter: false, sort: false, isMarkdown: true }),
    ...owner,
    visibility: choice(VISIBILITIES, { writable: true, in: ['list', 'detail', 'export'] }),
    participants: json({
      sql: PARTICIPANTS,
      column: 'participants',
      nullable: false,
      rule: participants(),
      holds: participantsSchema,
    }),
    associations: json({
      sql: 'NULL::json',
      sort: false,
      rule: { create: associations() },
      in: [],
    }),
    external_id: code({ rule: optionalText(255) }),
    created_by: actorField('author', 'created_by_id', ['list', 'detail']),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'export'] }),
    updated_at: timestamp({ nullable: false }),
  }
}

/** What the definitions of all kinds have in common. */
export const activityOptions = (name: ActivityName) =>
  ({
    name,
    storedIn: 'activities',
    softDeletes: true,
    searchable: 'ranked',
    own: { creator: 'created_by_id', assignee: 'owner_id' },
    rowFilter: () => visibleTo,
    isConfidential: true,
    authorizeChange: async (...change) => (await references()).ensureReferences(...change),
    constraints: {
      activities_ended_at_check: {
        field: 'ended_at',
        message: 'An activity ends after it starts.',
      },
      activities_external_id_unique: {
        field: 'external_id',
        message: 'There is one with this external id already.',
      },
      activities_message_id_unique: {
        field: 'message_id',
        message: 'This message is there already.',
      },
      activities_recurs_check: {
        field: 'recurrence',
        message: 'What recurs is due, or starts, at some time.',
      },
    },
    relations: {
      owner: { table: 'employees', key: 'owner_id', unless: 'owner.deleted_at IS NOT NULL' },
      author: { table: 'users', key: 'created_by_id', global: true },
    },
  }) satisfies Partial<ResourceDefinition>

/** What happens to those that are planned, besides being changed. */
export const plannedActions = {
  emits: ['complete', 'reopen', 'remind'],
  commands: ['complete', 'reopen'],
  permittedBy: { complete: 'update', reopen: 'update', remind: 'update' },
  openCondition: `r.status = 'planned'`,
} satisfies Partial<ResourceDefinition>
