import type { HttpContext } from '@adonisjs/core/http'
import { reachChoice } from '#admin/matrix_markup'
import { type MatrixRole, permissionMatrix } from '#admin/permission_matrix'
import { workplacePath } from '#admin/path'
import { notFound } from '#exceptions/problem'
import type { Grant } from '#policies/granting'
import type { Reach } from '#policies/grants'

interface Refusal {
  readonly errors?: readonly { readonly message: string }[]
}

/**
 * The matrix with one of its roles open to be changed; or with a new one, which
 * begins with what the role named `like` grants.
 *
 * @throws 404 when there is no such role, or it is built in
 */
export async function roleForm(ctx: HttpContext, id: string | null) {
  const matrix = await permissionMatrix(ctx)
  const role = id === null ? null : ownRole(matrix.roles, id)
  const model = role ?? matrix.roles.find((each) => each.id === ctx.request.input('like'))
  const typed = typedOf(ctx)
  const reaches = typed?.reaches ?? model?.reaches ?? new Map<string, Reach>()
  return {
    ...matrix,
    reachChoice,
    title: role ? role.name : 'New role',
    form: {
      action: rolePath(ctx, ...(role ? [role.id] : [])),
      name: typed?.name ?? role?.name ?? '',
      description: typed?.description ?? role?.description ?? '',
      isActive: role?.is_active ?? true,
      version: role?.version ?? null,
      members: role?.members ?? 0,
      reaches,
      id: role?.id ?? null,
    },
  }
}

/** The matrix, or the page of one of its roles. */
export function rolePath({ params }: HttpContext, ...parts: string[]): string {
  return workplacePath(params.slug, 'permission-matrix', ...parts)
}

/**
 * What a role grants after a form that does not know all of it, such as what
 * belongs to plugins that are off.
 */
export function grantsAfter(
  before: readonly Grant[],
  chosen: Readonly<Record<string, string>>
): Grant[] {
  const kept = before.filter(({ permission }) => !(permission in chosen))
  const given = Object.entries(chosen).flatMap(([permission, reach]): Grant[] =>
    reach === 'own' || reach === 'all' ? [{ permission, reach }] : []
  )
  return [...kept, ...given]
}

function ownRole(roles: readonly MatrixRole[], id: string): MatrixRole {
  const role = roles.find((each) => each.id === id && !each.isBuiltIn)
  if (!role) throw notFound('role')
  return role
}

/** What somebody wrote into the form that was refused. */
function typedOf({ session }: HttpContext) {
  const refusal: Refusal | null = session.flashMessages.get('refusal', null)
  if (!refusal) return null
  const { name, description, grants } = session.flashMessages.all()
  if (typeof grants !== 'object' || grants === null) return null
  return {
    name: String(name ?? ''),
    description: String(description ?? ''),
    reaches: new Map(
      Object.entries(grants).flatMap(([permission, reach]): [string, Reach][] =>
        reach === 'own' || reach === 'all' ? [[permission, reach]] : []
      )
    ),
  }
}
