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
