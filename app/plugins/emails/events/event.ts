import type { Because } from '#plugins/emails/opt_outs'

/** What a provider reports of an e-mail, as far as it means that nothing more is sent to the address. */
export interface DeliveryEvent {
  readonly because: Because
  readonly email: string
  /** By which the e-mail may be known, in angle brackets. */
  readonly messageIds: readonly string[]
  /** In the words of the provider. */
  readonly reason: string | null
}

/** The members of what a provider sends, of which nothing is known yet. */
export type Members = Readonly<Record<string, unknown>>

export function membersOf(value: unknown): Members {
  const members: unknown = typeof value === 'object' && value !== null ? value : {}
  return Object(members)
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

const MAX_ADDRESS_LENGTH = 255
const MAX_REASON_LENGTH = 300

/** @returns none where there is no address, or nothing follows from it */
export function eventsOf(
  because: Because | undefined,
  email: unknown,
  { messageId, reason }: { readonly messageId?: unknown; readonly reason?: unknown }
): DeliveryEvent[] {
  const address = textOf(email)
  if (because === undefined || address === null || address.length > MAX_ADDRESS_LENGTH) return []
  const id = textOf(messageId)
  return [
    {
      because,
      email: address,
      messageIds: id === null ? [] : [`<${id.replace(/^<|>$/g, '')}>`],
      reason: textOf(reason)?.replaceAll(address, '…').slice(0, MAX_REASON_LENGTH) ?? null,
    },
  ]
}
