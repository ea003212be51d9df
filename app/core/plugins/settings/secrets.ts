import encryption from '@adonisjs/core/services/encryption'

/** Secrets of one plugin in one organization, by the names of the settings: each encrypted. */
export type Sealed = Readonly<Record<string, string>>

/** Whose a secret is: a copy of it in another place cannot be read. */
interface Place {
  readonly organizationId: string
  readonly plugin: string
  /** The setting. */
  readonly name: string
}

export function seal(text: string, place: Place): string {
  return encryption.encrypt(text, undefined, purposeOf(place))
}

/** The text of a secret; null when it was encrypted with another key, or for another place. */
export function unseal(sealed: string, place: Place): string | null {
  return encryption.decrypt<string>(sealed, purposeOf(place))
}

function purposeOf({ organizationId, plugin, name }: Place): string {
  return `plugin-setting/${organizationId}/${plugin}/${name}`
}
