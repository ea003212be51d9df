import { compose } from '@adonisjs/core/helpers'
import { beforeSave } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { hashPassword } from '#plugins/identity/auth/passwords'
import { UserSchema } from '#database/schema'
import { spelledTimeZone } from '#core/calendar/time_zone'
import { loginNameOf } from '#core/access/login_name'
import { notFound } from '#core/http/exceptions/problem'
import { UuidKey } from '#core/resources/concerns/uuid_key'
import { Versioned } from '#core/resources/concerns/versioned'
import { emailKey } from '#core/text/keys'
import Session from '#plugins/identity/models/session'

/**
 * A person who can log in, apart from any organization. Found and written in
 * units of the system only: no organization owns them.
 */
export default class User extends compose(UserSchema, UuidKey, Versioned) {
  /** The same person however their address is written. */
  static normalizeEmail(email: string): string {
    return emailKey(email)
  }

  static async findByEmail(email: string): Promise<User | null> {
    return this.findBy('emailNormalized', this.normalizeEmail(email))
  }

  /** By what a user logs in with: their e-mail, or their username, which has no @. */
  static async findByLogin(name: string): Promise<User | null> {
    const { column, key } = loginNameOf(name)
    return this.query().whereRaw(`${column} = ?`, [key]).first()
  }

  /** @throws 404 when there is nobody of that id */
  static async ensureById(id: string): Promise<User> {
    const user = await this.find(id)
    if (!user) throw notFound('user')
    return user
  }

  /** The same, locked until the unit of work ends. */
  static async lock(id: string): Promise<User> {
    const user = await this.findForUpdate(id)
    if (!user) throw notFound('user')
    return user
  }

  @beforeSave()
  static normalize(user: User) {
    if (user.$dirty.email) user.emailNormalized = User.normalizeEmail(user.email)
  }

  /** A time zone keeps the name that it was given by, as the time zone database spells it. */
  @beforeSave()
  static async spellTimeZone(user: User) {
    const { timeZone } = user.$dirty
    if (timeZone) user.timeZone = await spelledTimeZone(timeZone)
  }

  get fullName(): string {
    return [this.firstName, this.lastName].filter(Boolean).join(' ') || this.username || this.email
  }

  /**
   * Takes the hash of a new password; hashing itself happens before, outside
   * of any transaction, since it holds a connection for as long as it takes.
   */
  takePassword(hashed: string): this {
    this.password = hashed
    this.passwordChangedAt = DateTime.utc()
    return this
  }

  /** Notes that the user has shown to read the mail of their address. */
  verify(): this {
    this.isVerified = true
    this.emailVerifiedAt ??= DateTime.utc()
    return this
  }

  /** Takes an address that the user has shown to read the mail of. */
  takeEmail(email: string): this {
    this.email = email
    this.isVerified = true
    this.emailVerifiedAt = DateTime.utc()
    return this
  }

  /** Is given an address that nobody has shown to read the mail of. */
  giveEmail(email: string): this {
    this.email = email
    this.isVerified = false
    this.emailVerifiedAt = null
    return this
  }

  /**
   * Locks the user out everywhere, from their next request on, and ends their sessions.
   *
   * @throws 409 when an organization would be left without an owner, or all
   * without a superuser
   */
  async deactivate(): Promise<void> {
    this.isActive = false
    await this.save()
    await Session.revoke({ userId: this.id }, 'deactivated')
  }

  /** Lets the user log in again; what had ended has ended. */
  async activate(): Promise<void> {
    this.isActive = true
    await this.save()
  }

  /** @returns what `takePassword` takes: argon2id */
  static hashPassword(password: string): Promise<string> {
    return hashPassword(password)
  }
}
