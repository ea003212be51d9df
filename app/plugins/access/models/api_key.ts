import { compose } from '@adonisjs/core/helpers'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import { generateApiKey } from '#core/access/api_key'
import { ApiKeySchema } from '#database/schema'
import { conflict } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'

/** What a client wrote, by the names of columns. */
interface Details {
  readonly name: string
  readonly role_id: string
  readonly permissions?: string[] | null | undefined
  readonly expires_at?: DateTime | null | undefined
}

/**
 * With what other software calls for the organization: within a role, and no
 * further than the member who answers for it may go.
 */
export default class ApiKey extends compose(
  ApiKeySchema,
  OrganizationScoped,
  EmitsEvents('api-keys'),
  SoftDeletable,
  Versioned
) {
  /**
   * Makes a key.
   *
   * @param sponsorId the user of the member who answers for it
   * @returns it, and what its holder sends, which is kept nowhere
   */
  static async issue(details: Details, sponsorId: string) {
    const { key, prefix, digest } = generateApiKey()
    const record = new this()
    record.take(details)
    record.merge({ sponsorId, prefix, secretHash: digest })
    await record.save()
    return { record, key }
  }

  /** Whether what it may do would be another thing once it is saved. */
  get changesRights(): boolean {
    return 'roleId' in this.$dirty || 'permissions' in this.$dirty
  }

  /**
   * Takes a new secret; the old one works on for so many hours. Anyone who rotates
   * a key answers for it from then on.
   *
   * @returns what its holder sends from now on
   * @throws 409 when it was revoked
   */
  async rotate(overlapInHours: number, sponsorId: string): Promise<string> {
    if (this.revokedAt) throw conflict('api_key_revoked', 'This key was revoked. Make another one.')
    const { key, prefix, digest } = generateApiKey()
    const overlaps = overlapInHours > 0
    this.previousHash = overlaps ? this.secretHash : null
    this.previousExpiresAt = overlaps ? DateTime.utc().plus({ hours: overlapInHours }) : null
    this.prefix = prefix
    this.secretHash = digest
    this.sponsorId = sponsorId
    await runAction(this, 'rotate', () => this.save())
    return key
  }

  /** Ends it, from the next request on. Nothing happens when it has ended. */
  async revoke(): Promise<void> {
    if (this.revokedAt) return
    this.revokedAt = DateTime.utc()
    await runAction(this, 'revoke', () => this.save())
  }

  /** Takes what a client wrote. */
  take(details: Partial<Details>): void {
    const row: LucidRow = this
    row.merge(details)
  }
}
