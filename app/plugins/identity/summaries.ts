import type { Summary } from '#core/resources/summary'
import { boolean, text, timestamp, uuid } from '#core/resources/fields'

const id = uuid({ nullable: false })
const always = text({ nullable: false })
const yesOrNo = boolean({ nullable: false })
const fullName = `concat_ws(' ', {}.first_name, {}.last_name)`

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

/** Also of a user who is no member any more, or never was: without names once nothing tells of them. */
export const formerActorSummary: Summary = { id, full_name: text(), email: text() }

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
