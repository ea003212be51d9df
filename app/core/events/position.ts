import { UUID } from '#core/resources/uuid'

/**
 * Where an event stands among those of its organization, in the order in which they were
 * committed: by epoch, then transaction, then id (ADR 0440).
 */
export interface Position {
  readonly epoch: number
  readonly xid: bigint
  readonly id: string
}

const SHAPE = /^(\d{6})-(\d{20})-(.{36})$/
const NO_ID = '00000000-0000-0000-0000-000000000000'

/** Before all events. */
export const BEGINNING: Position = { epoch: 0, xid: 0n, id: NO_ID }

/** A position as clients carry it: compared as text, it is in order. */
export function writePosition({ epoch, xid, id }: Position): string {
  return `${String(epoch).padStart(6, '0')}-${String(xid).padStart(20, '0')}-${id}`
}

/** @returns null when it is none */
export function readPosition(text: string): Position | null {
  const [, epoch, xid, id = ''] = SHAPE.exec(text) ?? []
  if (epoch === undefined || xid === undefined || !UUID.test(id)) return null
  const position = { epoch: Number(epoch), xid: BigInt(xid), id: id.toLowerCase() }
  return position.xid <= MAX_XID ? position : null
}

const MAX_XID = 2n ** 64n - 1n

/** Whether one stands before the other. */
export function isBefore(one: Position, other: Position): boolean {
  return writePosition(one) < writePosition(other)
}

/**
 * Behind all that is committed and before all that may still be: no transaction from the horizon on
 * has ended, and all before it have.
 *
 * @param milliseconds when that was
 */
export function behindAll(epoch: number, horizon: bigint, milliseconds: number): Position {
  return { epoch, xid: horizon - 1n, id: idAt(milliseconds) }
}

/** The first id that could have been made at a moment: a UUID of version 7 begins with it. */
export function idAt(milliseconds: number): string {
  const hex = Math.max(0, Math.trunc(milliseconds)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** When an id was made, in milliseconds. */
export function momentOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}
