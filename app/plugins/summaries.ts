import vine from '@vinejs/vine'
import { summarySchema } from '#core/resources/answer_schema'
import { type Summary, objectOf } from '#core/resources/summary'
import { boolean, decimal, integer, json, text, timestamp, uuid } from '#core/resources/fields'

/* The shapes in which records stand inside other ones. */

const id = uuid({ nullable: false })
const always = text({ nullable: false })
const yesOrNo = boolean({ nullable: false })

const fullName = `concat_ws(' ', {}.first_name, {}.last_name)`

export const employeeSummary = {
  id,
  code: always,
  full_name: text({ sql: fullName, nullable: false }),
  email: text(),
  phone: text(),
  department: text(),
  job_title: text(),
  status: always,
}

/** Who somebody is, and no more. */
export const employeeNameSummary = {
  id,
  full_name: employeeSummary.full_name,
  email: text(),
}

export const leadSummary = {
  id,
  code: always,
  name: always,
  company: text(),
}

export const userSummary = {
  id,
  email: always,
  first_name: text(),
  last_name: text(),
  full_name: text({
    sql: `coalesce(nullif(${fullName}, ''), {}.username, {}.email)`,
    nullable: false,
  }),
  profile_image: text(),
  phone: text(),
  is_active: yesOrNo,
}

/** Who did something: no more than it takes to know them. */
export const actorSummary = {
  id,
  full_name: userSummary.full_name,
  email: always,
}

export const profileSummary = {
  id,
  profile_type: always,
  status: always,
  is_primary: yesOrNo,
  activated_at: timestamp(),
  deactivated_at: timestamp(),
}

export const organizationSummary = {
  id,
  name: always,
  slug: always,
  is_active: yesOrNo,
}

export const roleSummary = {
  id,
  name: always,
  slug: always,
  description: text(),
  is_system_role: boolean({ sql: '({}.system_key IS NOT NULL)', nullable: false }),
  is_active: yesOrNo,
}

export const customerSummary = {
  id,
  code: always,
  name: always,
  email: text(),
  phone: text(),
  customer_type: always,
  status: always,
}

export const stageSummary = {
  id,
  pipeline: uuid({ sql: '{}.pipeline_id', nullable: false }),
  name: always,
  description: text(),
  type: always,
  order: integer({ sql: '{}.position', nullable: false }),
  probability: decimal({ nullable: false }),
  is_active: yesOrNo,
  is_closed_won: boolean({ sql: `({}.type = 'won')`, nullable: false }),
  is_closed_lost: boolean({ sql: `({}.type = 'lost')`, nullable: false }),
  rot_after_days: integer(),
  auto_move_after_days: integer(),
}

const STAGES = `FROM pipeline_stages stages
  WHERE stages.organization_id = {}.organization_id AND stages.pipeline_id = {}.id
    AND stages.deleted_at IS NULL`

/** Records inside of another one, in an order. */
export const summariesOf = (summary: Summary, sql: string) =>
  json({ sql, nullable: false, holds: () => vine.array(summarySchema(summary)) })

const stages = `(SELECT coalesce(json_agg(${objectOf(stageSummary, 'stages')} ORDER BY stages.position), '[]') ${STAGES})`

/** The stages of a pipeline, in their order. */
export const stagesOf = (pipeline: string) =>
  summariesOf(stageSummary, stages.replaceAll('{}', pipeline))

export const stageCountOf = (pipeline: string) =>
  `(SELECT count(*) ${STAGES})`.replaceAll('{}', pipeline)

export const pipelineSummary = {
  id,
  code: always,
  name: always,
  description: text(),
  is_active: yesOrNo,
  is_default: yesOrNo,
  stages: stagesOf('{}'),
}
