import { compose } from '@adonisjs/core/helpers'
import { beforeSave, belongsTo, manyToMany, scope } from '@adonisjs/lucid/orm'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'
import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import { generateToken, hashOfToken } from '#core/access/opaque_token'
import { InvitationSchema } from '#database/schema'
import { conflict } from '#core/http/exceptions/problem'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import Membership from '#plugins/identity/models/membership'
import Role from '#plugins/access/models/role'
import User from '#plugins/identity/models/user'
import UserRole from '#plugins/access/models/user_role'
import { UnitOfWork } from '#core/database/unit_of_work'

const LIFETIME_DAYS = 7

/** Whom to ask in, as what, and whether they are an employee then; not by default. */
type Invited = Pick<Invitation, 'email' | 'role'> & Partial<Pick<Invitation, 'createEmployee'>>

/** That an address has been asked into an organization, as what, and what became of it. */
export default class Invitation extends compose(
  InvitationSchema,
  OrganizationScoped,
  EmitsEvents('invitations'),
  Versioned
) {
  /** Those that were neither accepted nor revoked, be they expired. */
  static open = scope((query: ModelQueryBuilderContract<typeof Invitation, unknown>) =>
    query.whereNull('acceptedAt').whereNull('revokedAt')
  )

  static expired = scope((query: ModelQueryBuilderContract<typeof Invitation, unknown>) =>
    query.whereRaw('expires_at <= now()')
  )

  /** Whoever asks. */
  @belongsTo(() => User, { foreignKey: 'invitedById' })
  declare inviter: BelongsTo<typeof User>

  /** What is given with it. Where no organization is active, ask by `promisedRoles`. */
  @manyToMany(() => Role, { pivotTable: 'invitation_roles' })
  declare roles: ManyToMany<typeof Role>

  /**
   * Asks somebody in, by mail. Who has an account elsewhere is asked like
   * anybody else.
   *
   * @throws 409 when they belong to the organization, or were asked and have not answered
   */
  static async invite(
    { email, role, createEmployee = false }: Invited,
    roles: readonly Role[]
  ): Promise<Invitation> {
    await ensureNotMember(email)
    await this.#endExpired(email)
    const invitation = await this.create({
      email,
      role,
      createEmployee,
      invitedById: UnitOfWork.get().actorId,
      expiresAt: DateTime.utc().plus({ days: LIFETIME_DAYS }),
    })
    await invitation.offer(roles)
    await invitation.order()
    return invitation
  }

  /** The open invitation with this token, locked, of a living organization. In a unit of the system. */
  static async lockOpen(token: string): Promise<Invitation | null> {
    return this.query()
      .where('tokenHash', hashOfToken(token))
      .withScopes((invitations) => invitations.open())
      .whereRaw('expires_at > now()')
      .whereRaw('organization_id IN (SELECT id FROM organizations WHERE is_active)')
      .forUpdate()
      .first()
  }

  @beforeSave()
  static normalize(invitation: Invitation) {
    if (invitation.$dirty.email) {
      invitation.emailNormalized = User.normalizeEmail(invitation.email)
    }
  }

  get isOpen(): boolean {
    return !this.acceptedAt && !this.revokedAt
  }

  get hasExpired(): boolean {
    return this.expiresAt <= DateTime.utc()
  }

  /**
   * The roles that are given with it, which keep their grants until the unit of
   * work ends. Also where no organization is active, as when it is accepted.
   */
  async promisedRoles(this: Invitation): Promise<Role[]> {
    const roles = this.related('roles').query().wherePivot('organization_id', this.organizationId)
    return roles
      .withScopes((scopes) => scopes.ofOrganization(this.organizationId))
      .orderBy('roles.id')
      .forShare('roles')
  }

  /**
   * Sends it once more, for another seven days; the link before is worth
   * nothing. Whoever does that answers for it from then on.
   *
   * @throws 409 when it was accepted or revoked
   */
  async resend(): Promise<void> {
    this.ensureOpen()
    this.invitedById = UnitOfWork.get().actorId
    this.expiresAt = DateTime.utc().plus({ days: LIFETIME_DAYS })
    this.tokenHash = null
    await runAction(this, 'resend', () => this.save())
    await this.order()
  }

  /** Takes it back. Nothing happens when it was. @throws 409 when it was accepted */
  async revoke(): Promise<void> {
    if (this.revokedAt) return
    this.ensureOpen()
    this.revokedAt = DateTime.utc()
    await runAction(this, 'revoke', () => this.save())
  }

  /** Revokes it: that somebody was asked stays on record. */
  override async delete(): Promise<void> {
    await this.revoke()
  }

  /** Draws the token for the letter that is being written; the one before is worth nothing. */
  async generateToken(): Promise<string> {
    const token = generateToken()
    await UnitOfWork.get().query(
      `UPDATE invitations SET token_hash = $3, sent_at = now()
       WHERE organization_id = $1 AND id = $2`,
      [this.organizationId, this.id, hashOfToken(token)]
    )
    return token
  }

  /** Takes the user in, with the roles that they were promised. @throws 409 when already in */
  async accept(user: User): Promise<Membership> {
    const { organizationId, invitedById, role } = this
    const membership = await Membership.begin({ organizationId, userId: user.id, role })
    for (const { id: roleId } of await this.promisedRoles()) {
      await UserRole.create({
        organizationId,
        userId: user.id,
        roleId,
        assignedById: invitedById,
        isActive: true,
      })
    }
    this.acceptedAt = DateTime.utc()
    this.acceptedById = user.id
    await runAction(this, 'accept', () => this.save())
    return membership
  }

  /** An invitation that nobody answered makes room for the next one. */
  static async #endExpired(email: string): Promise<void> {
    const expired = await this.query()
      .where('emailNormalized', User.normalizeEmail(email))
      .withScopes((invitations) => invitations.open())
      .withScopes((invitations) => invitations.expired())
      .forUpdate()
    for (const invitation of expired) await invitation.revoke()
  }

  private async offer(this: Invitation, roles: readonly Role[]): Promise<void> {
    const { organizationId } = this
    await this.related('roles').attach(
      Object.fromEntries(
        roles.map(({ id }) => [id, { id: uuidv7(), organization_id: organizationId }])
      )
    )
  }

  private async order(): Promise<void> {
    const { organizationId, id: invitationId } = this
    await enqueue(sendMail, { letter: 'invitation', organizationId, invitationId })
  }

  private ensureOpen(): void {
    if (this.isOpen) return
    const ended = this.acceptedAt ? 'accepted' : 'revoked'
    throw conflict('invitation_ended', `This invitation was ${ended}.`)
  }
}

async function ensureNotMember(email: string): Promise<void> {
  const { rows } = await UnitOfWork.get().query(
    `SELECT FROM user_organizations m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1 AND u.email_normalized = $2`,
    [UnitOfWork.get().organizationId, User.normalizeEmail(email)]
  )
  if (rows.length === 0) return
  throw conflict('already_member', 'A user with this address already belongs to the organization.')
}
