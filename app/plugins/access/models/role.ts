import { compose } from '@adonisjs/core/helpers'
import { afterCreate, beforeCreate, beforeUpdate } from '@adonisjs/lucid/orm'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { v7 as uuidv7 } from 'uuid'
import { RoleSchema } from '#database/schema'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import { freeSlug } from '#core/resources/records/slug'
import { isNarrowable } from '#core/access/permission_catalog'
import type { Grant } from '#core/access/granting'
import { permissionsOfSystemRole, systemRoles } from '#core/access/system_roles'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What a client wrote, by the names of columns. */
type Details = Readonly<Record<string, unknown>>

/** A named set of grants that members of an organization may have. */
export default class Role extends compose(
  RoleSchema,
  OrganizationScoped,
  EmitsEvents('roles'),
  Versioned
) {
  /** What it grants from the start; nothing unless they are named. */
  declare firstGrants?: readonly Grant[]

  /** Gives a new organization the roles that every one has. */
  static async foundSystemRoles(organizationId: string): Promise<void> {
    await this.createMany(
      systemRoles.map(({ key, name, description }) => ({
        id: uuidv7(),
        organizationId,
        name,
        slug: key,
        description,
        systemKey: key,
        isActive: true,
      }))
    )
  }

  /** Makes a role of the organization's own. */
  static async establish(
    details: Details & { readonly name: string },
    grants: readonly Grant[]
  ): Promise<Role> {
    const role = new this()
    role.isActive = true
    role.firstGrants = grants
    role.take(details)
    return role.save()
  }

  /**
   * The roles that a client named, which keep their grants until the unit of
   * work ends. @throws 422 when there is one that the organization does not have
   */
  static async named({
    ids = [],
    slugs = [],
  }: {
    readonly ids?: readonly string[] | undefined
    readonly slugs?: readonly string[] | undefined
  }): Promise<Role[]> {
    const wanted = ids.map((id) => id.toLowerCase())
    const roles = await this.query()
      .where((query) => void query.whereIn('id', wanted).orWhereIn('slug', [...slugs]))
      .orderBy('id')
      .forShare()
    const known = new Set(roles.flatMap(({ id, slug }) => [id, slug]))
    if (!wanted.every((id) => known.has(id))) throw noSuchRole('role_ids')
    if (!slugs.every((slug) => known.has(slug))) throw noSuchRole('roles')
    return roles
  }

  @beforeCreate()
  static async takeSlug(role: Role) {
    role.slug ??= await freeSlug(role.name, {
      table: 'roles',
      within: UnitOfWork.get().organizationId,
      fallback: 'role',
    })
  }

  @afterCreate()
  static async writeFirstGrants(role: Role) {
    if (role.firstGrants) await role.writeGrants(role.firstGrants)
  }

  @beforeUpdate()
  static keepSystemRole(role: Role) {
    role.ensureOwn()
  }

  /** What it grants, as far as it means anything. */
  async grants(): Promise<readonly Grant[]> {
    if (this.systemKey) {
      const builtIn = [...permissionsOfSystemRole(this.systemKey)]
      return builtIn.map(([permission, reach]) => ({ permission, reach }))
    }
    const { rows } = await UnitOfWork.get().query<Grant>(
      'SELECT permission, reach FROM role_permissions WHERE organization_id = $1 AND role_id = $2',
      [this.organizationId, this.id]
    )
    return rows.filter(({ permission, reach }) => reach === 'all' || isNarrowable(permission))
  }

  /** Changes it. Grants that are given replace those that it has. */
  async revise(details: Details, grants: readonly Grant[] | null): Promise<void> {
    this.ensureOwn()
    this.take(details)
    if (grants) await this.replaceGrants(grants)
    await this.save()
  }

  /** Adds a grant, or changes how far it reaches. */
  async grant(grant: Grant): Promise<void> {
    this.ensureOwn()
    if ((await this.writeGrants([grant])) > 0) await this.countChange()
  }

  /** Takes a permission out of it. Nothing happens when it is not in it. */
  async revoke(permission: string): Promise<void> {
    this.ensureOwn()
    const { rowCount } = await UnitOfWork.get().query(
      `DELETE FROM role_permissions
       WHERE organization_id = $1 AND role_id = $2 AND permission = $3`,
      [this.organizationId, this.id, permission]
    )
    if (rowCount) await this.countChange()
  }

  override async delete(): Promise<void> {
    this.ensureOwn()
    await super.delete()
  }

  /** @throws 409 for a built-in role, whose grants are decided in code */
  ensureOwn(): void {
    if (this.systemKey === null) return
    throw conflict(
      'system_role_is_fixed',
      'A built-in role cannot be changed. Make one of your own.'
    )
  }

  private take(details: Details): void {
    const row: LucidRow = this
    row.merge(details)
  }

  private async replaceGrants(grants: readonly Grant[]): Promise<void> {
    const { rowCount: removed } = await UnitOfWork.get().query(
      `DELETE FROM role_permissions
       WHERE organization_id = $1 AND role_id = $2 AND permission <> ALL($3)`,
      [this.organizationId, this.id, grants.map(({ permission }) => permission)]
    )
    const written = await this.writeGrants(grants)
    if (!this.$isDirty && (removed ?? 0) + written > 0) await this.countChange()
  }

  /** @returns how many of them it did not grant just so before */
  private async writeGrants(grants: readonly Grant[]): Promise<number> {
    const { rowCount } = await UnitOfWork.get().query(
      `INSERT INTO role_permissions AS held (organization_id, role_id, permission, reach)
       SELECT $1, $2, entry.permission, min(entry.reach)
       FROM unnest($3::text[], $4::text[]) entry (permission, reach) GROUP BY entry.permission
       ON CONFLICT (organization_id, role_id, permission)
       DO UPDATE SET reach = EXCLUDED.reach WHERE held.reach <> EXCLUDED.reach`,
      [
        this.organizationId,
        this.id,
        grants.map(({ permission }) => permission),
        grants.map(({ reach }) => reach),
      ]
    )
    return rowCount ?? 0
  }

  /** Its grants are part of it, though they are rows of their own. */
  private async countChange(): Promise<void> {
    await UnitOfWork.get().query(
      `UPDATE roles SET version = version + 1, updated_at = now()
       WHERE organization_id = $1 AND id = $2`,
      [this.organizationId, this.id]
    )
  }
}

function noSuchRole(field: string) {
  return invalid([{ field, rule: 'exists', message: 'Role not found.' }])
}
