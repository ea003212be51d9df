import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import edge from 'edge.js'
import { appKey } from '#config/app'

/** For whom a form was rendered. */
export interface FormOwner {
  readonly superuserId: string
  /** As whom the superuser acted then; null when as no one. */
  readonly actingAs: string | null
}

/** Under which name a form says it. */
export const OWNER_FIELD = '_owner'

const ownerKey = new Uint8Array(
  hkdfSync('sha256', appKey.release(), 'headless-crm', 'form-owner', 32)
)

/** The hidden input by which a form says for whom it was rendered, also when their session is over. */
export function ownerInput(owner: FormOwner) {
  const said = `${owner.superuserId}.${owner.actingAs ?? ''}`
  const value = `${said}.${digestOf(said).toString('base64url')}`
  return edge.globals.html.safe(`<input type="hidden" name="${OWNER_FIELD}" value="${value}">`)
}

/** For whom a form was rendered that was sent; null when it does not say, or not as these pages do. */
export function ownerOf(form: Readonly<Record<string, unknown>>): FormOwner | null {
  const { [OWNER_FIELD]: value } = form
  if (typeof value !== 'string') return null
  const [superuserId = '', actingAs = '', digest = ''] = value.split('.')
  const said = Buffer.from(digest, 'base64url')
  const expected = digestOf(`${superuserId}.${actingAs}`)
  if (said.length !== expected.length || !timingSafeEqual(said, expected)) return null
  return { superuserId, actingAs: actingAs || null }
}

/** A form as it is without saying for whom it was rendered. */
export function withoutOwner({ [OWNER_FIELD]: _, ...form }: Record<string, unknown>) {
  return form
}

function digestOf(said: string): Buffer {
  return createHmac('sha256', ownerKey).update(said).digest()
}
