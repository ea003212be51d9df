import type { HttpContext } from '@adonisjs/core/http'
import { adminUsers } from '#admin/admin_resources'
import { bodyOf, formOf } from '#admin/form'
import { meanwhileIn } from '#admin/meanwhile'
import { ADMIN, userPath } from '#admin/path'
import { refusedOf } from '#admin/record_form'
import type { JsonObject } from '#admin/values'
import type User from '#plugins/identity/models/user'
import { createUserValidator, updateUserValidator } from '#plugins/identity/validators/user'

const HINTS: Readonly<Record<string, string>> = {
  email: 'Another address has to be proven anew',
  organization: 'By its slug; empty for none',
  role: 'The membership role: owner, admin or member',
}

/** A new one has no other address yet. */
function hintOf(name: string, user: User | null) {
  return name === 'email' && user === null ? null : HINTS[name]
}

/** The form of a user; of a new one when there is none. */
export async function userForm(ctx: HttpContext, user: User | null) {
  const schema = (user ? updateUserValidator : createUserValidator).describe()
  const inputs = formOf(schema, adminUsers, user ? recordOf(user) : newRecord(ctx), refusedOf(ctx))
  const back = user ? userPath(user.id) : `${ADMIN}/users`
  return {
    version: user ? String(user.version) : null,
    action: back,
    back,
    meanwhile: user ? await meanwhileIn(ctx, { user: user.id }, inputs) : [],
    inputs: inputs
      .filter(({ name }) => user !== null || name !== 'profile_image')
      .map((input) => ({ ...input, hint: hintOf(input.name, user) ?? input.hint })),
  }
}

/** What the form of a user says, as the commands take it. @throws 422 naming what is wrong */
export async function readNewUser({ request }: HttpContext) {
  return createUserValidator.validate(
    bodyOf(createUserValidator.describe(), adminUsers, request.body(), true)
  )
}

/** What the form changes of a user. @throws 422 naming what is wrong */
export async function readUserChange({ request }: HttpContext, { email }: User) {
  const change = bodyOf(updateUserValidator.describe(), adminUsers, request.body(), false)
  return updateUserValidator.validate({ email, ...change })
}

/** What a new one is before anybody has said anything. */
function newRecord({ request }: HttpContext): JsonObject {
  const { organization = '' } = request.qs()
  return { is_superuser: false, organization: String(organization), role: 'member' }
}

function recordOf(user: User): JsonObject {
  return {
    email: user.email,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    phone: user.phone,
    profile_image: user.profileImage,
    is_active: user.isActive,
    is_superuser: user.isSuperuser,
  }
}
