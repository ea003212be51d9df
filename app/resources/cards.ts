/*
 * The shapes in which a record stands inside another one: SQL over `{}`, the
 * name of the relation.
 */

const UTC = (column: string) => `to_char({}.${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const fullName = `concat_ws(' ', {}.first_name, {}.last_name)`

export const employeeCard = {
  id: '{}.id',
  code: '{}.code',
  full_name: fullName,
  email: '{}.email',
  phone: '{}.phone',
  department: '{}.department',
  job_title: '{}.job_title',
  status: '{}.status',
}

/** Who somebody is, and no more. */
export const employeeNameCard = {
  id: '{}.id',
  full_name: fullName,
  email: '{}.email',
}

export const leadCard = {
  id: '{}.id',
  code: '{}.code',
  name: '{}.name',
  company: '{}.company',
}

export const userCard = {
  id: '{}.id',
  email: '{}.email',
  first_name: '{}.first_name',
  last_name: '{}.last_name',
  full_name: `coalesce(nullif(${fullName}, ''), {}.username, {}.email)`,
  profile_image: '{}.profile_image',
  phone: '{}.phone',
  is_active: '{}.is_active',
}

/** Who did something: no more than it takes to know him. */
export const actorCard = {
  id: '{}.id',
  full_name: userCard.full_name,
  email: '{}.email',
}

export const profileCard = {
  id: '{}.id',
  profile_type: '{}.profile_type',
  status: '{}.status',
  is_primary: '{}.is_primary',
  activated_at: UTC('activated_at'),
  deactivated_at: UTC('deactivated_at'),
}

export const organizationCard = {
  id: '{}.id',
  name: '{}.name',
  slug: '{}.slug',
  is_active: '{}.is_active',
}

export const roleCard = {
  id: '{}.id',
  name: '{}.name',
  slug: '{}.slug',
  description: '{}.description',
  is_system_role: '({}.system_key IS NOT NULL)',
  is_active: '{}.is_active',
}

export const customerCard = {
  id: '{}.id',
  code: '{}.code',
  name: '{}.name',
  email: '{}.email',
  phone: '{}.phone',
  customer_type: '{}.customer_type',
  status: '{}.status',
}

export const stageCard = {
  id: '{}.id',
  pipeline: '{}.pipeline_id',
  name: '{}.name',
  description: '{}.description',
  type: '{}.type',
  order: '{}.position',
  probability: '{}.probability::text',
  is_active: '{}.is_active',
  is_closed_won: `({}.type = 'won')`,
  is_closed_lost: `({}.type = 'lost')`,
  rot_after_days: '{}.rot_after_days',
  auto_move_after_days: '{}.auto_move_after_days',
}

const STAGES = `FROM pipeline_stages stages
  WHERE stages.organization_id = {}.organization_id AND stages.pipeline_id = {}.id
    AND stages.deleted_at IS NULL`

const stages = `(SELECT coalesce(json_agg(${objectOf(stageCard, 'stages')} ORDER BY stages.position), '[]') ${STAGES})`

/** The stages of a pipeline, in their order. */
export const stagesOf = (pipeline: string) => stages.replaceAll('{}', pipeline)

export const stageCountOf = (pipeline: string) =>
  `(SELECT count(*) ${STAGES})`.replaceAll('{}', pipeline)

export const pipelineCard = {
  id: '{}.id',
  code: '{}.code',
  name: '{}.name',
  description: '{}.description',
  is_active: '{}.is_active',
  is_default: '{}.is_default',
  stages,
}

/** A card as SQL that makes JSON of it. @param relation stands where the card says `{}` */
export function objectOf(card: Readonly<Record<string, string>>, relation: string): string {
  const entries = Object.entries(card).map(
    ([name, sql]) => `'${name}', ${sql.replaceAll('{}', relation)}`
  )
  return `json_build_object(${entries.join(', ')})`
}
