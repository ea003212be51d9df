import { compose } from '@adonisjs/core/helpers'
import hash from '@adonisjs/core/services/hash'
import { beforeCreate, beforeSave } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import { UserSchema } from '#database/schema'
import { Versioned } from '#models/concerns/versioned'

/**
 * A person who can log in, apart from any organization. Found and written in
 * units of the system only: no organization owns him.
 */
export default class User extends compose(UserSchema, Versioned) {
  static override selfAssignPrimaryKey = true

  /** The same person however his address is written. */
  static normalizeEmail(email: string): string {
    return email.trim().normalize('NFC').toLowerCase()
  }

  static async findByEmail(email: string): Promise<User | null> {
    return this.findBy('emailNormalized', this.normalizeEmail(email))
  }

  @beforeCreate()
  static assignId(user: User) {
    user.id ??= uuidv7()
  }

  @beforeSave()
  static normalize(user: User) {
    if (user.$dirty.email) user.emailNormalized = User.normalizeEmail(user.email)
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

  /** @returns what `takePassword` takes: argon2id */
  static hashPassword(password: string): Promise<string> {
    return hash.make(password)
  }
}
