import { DateTime } from 'luxon'
import { dayOf, startOfDay } from '#core/calendar/day'
import { foldText } from '#core/text/keys'

/** A record as the API shows it, with the records that it refers to by their names. */
export type PlainRecord = Readonly<Record<string, unknown>>

/** What a body says of records: a tree of conditions. */
export type Tree = Readonly<Record<string, unknown>>

/** How an organization reckons time. */
export interface Calendar {
  readonly zone: string
  readonly fiscalMonth: number
  readonly now: DateTime
}

type Kind = 'text' | 'number' | 'date' | 'timestamp' | 'boolean' | 'texts'

/**
 * An evaluation of questions in memory that knows nothing of how they are answered: what the
 * property tests hold the answers against.
 */
export class PlainQuery {
  constructor(
    private readonly kinds: Readonly<Record<string, Kind>>,
    private readonly calendar: Calendar,
    /** The records of other resources that belong to one, by what `has` calls them. */
    private readonly belonging: (
      record: PlainRecord,
      name: string
    ) => readonly PlainRecord[] = () => []
  ) {}

  /** Whether a record meets a tree. */
  meets(record: PlainRecord, tree: Tree): boolean {
    return Object.entries(tree).every(([key, value]) => {
      if (key === 'and') return treesIn(value).every((each) => this.meets(record, each))
      if (key === 'or') return treesIn(value).some((each) => this.meets(record, each))
      if (key === 'not') return !this.meets(record, Object(value))
      if (key === 'has') {
        return Object.entries(Object(value)).every(([name, asked]) =>
          this.belonging(record, name).some((other) => this.meets(other, Object(asked).where ?? {}))
        )
      }
      return Object.entries(Object(value)).every(([operator, operand]) =>
        this.#compares(this.value(record, key), { kind: this.kindOf(key), operator, operand })
      )
    })
  }

  /** What a field holds, or null. */
  value(record: PlainRecord, path: string): unknown {
    if (path in record) return record[path] ?? null
    const [step = '', ...rest] = path.split('.')
    const related: unknown = record[step] ?? null
    return related === null ? null : this.value(Object(related), rest.join('.'))
  }

  kindOf(path: string): Kind {
    return this.kinds[path] ?? 'text'
  }

  /** Negative where the first comes first: absent values are last in either direction, and ids decide. */
  compare(one: PlainRecord, other: PlainRecord, ordering: readonly string[]): number {
    for (const key of ordering) {
      const path = key.replace(/^-/, '')
      const [first, second] = [this.value(one, path), this.value(other, path)]
      if (first === null || second === null) {
        if (first === second) continue
        return first === null ? 1 : -1
      }
      const order = this.order(path, first, second)
      if (order !== 0) return key.startsWith('-') ? -order : order
    }
    return 0
  }

  order(path: string, first: unknown, second: unknown): number {
    const kind = this.kindOf(path)
    const [a, b] = [comparable(kind, first), comparable(kind, second)]
    return a < b ? -1 : a > b ? 1 : 0
  }

  /** The first day of the period that a value is in. */
  bucket(path: string, value: unknown, by: string): string {
    const { zone } = this.calendar
    const day =
      this.kindOf(path) === 'date' ? String(value) : dayOf(DateTime.fromISO(String(value)), zone)
    return this.#startOf(by, day, 0)
  }

  #startOf(period: string, day: string, offset: number): string {
    const fiscal = ['quarter', 'year'].includes(period) ? this.calendar.fiscalMonth - 1 : 0
    const unit = UNITS[period] ?? 'day'
    const start = DateTime.fromISO(day, { zone: 'utc' }).minus({ months: fiscal }).startOf(unit)
    return `${start
      .plus({ [`${unit}s`]: offset })
      .plus({ months: fiscal })
      .toISODate()}`
  }

  #compares(
    value: unknown,
    { kind, operator, operand }: { kind: Kind; operator: string; operand: unknown }
  ): boolean {
    switch (operator) {
      case 'is_null':
        return (value === null) === operand
      case 'ne':
        return !this.#compares(value, { kind, operator: 'eq', operand })
      case 'nin':
        return !this.#compares(value, { kind, operator: 'in', operand })
    }
    if (value === null) return false
    switch (operator) {
      case 'in':
        return listIn(operand).some((each) => comparable(kind, value) === comparable(kind, each))
      case 'contains':
        return kind === 'texts'
          ? listIn(value).includes(operand)
          : foldText(String(value)).includes(foldText(String(operand)))
      case 'starts_with':
        return foldText(String(value)).startsWith(foldText(String(operand)))
    }
    const [from, until] = this.#range(kind, operand)
    const compared = comparable(kind, value)
    switch (operator) {
      case 'eq':
        return compared >= from && compared <= until
      case 'gt':
        return compared > until
      case 'gte':
        return compared >= from
      case 'lt':
        return compared < from
      case 'lte':
        return compared <= until
      default:
        throw new Error(`There is no operator ${operator}`)
    }
  }

  /** The first and the last value that an operand stands for: a day is all of that day. */
  #range(kind: Kind, operand: unknown): [Comparable, Comparable] {
    const { zone, now } = this.calendar
    const isRelative = typeof operand === 'object' && operand !== null
    if (isRelative) {
      const { relative, offset = 0 }: { relative?: string; offset?: number } = operand
      const name = String(relative)
      if (name === 'now') {
        const moment = now.setZone(zone).plus({ days: offset })
        const at = kind === 'date' ? dayOf(now, zone) : null
        if (at !== null) return same(shiftDay(at, offset))
        return same(moment.toMillis())
      }
      const day = this.#startOf(name.replace('start_of_', ''), dayOf(now, zone), offset)
      return same(kind === 'date' ? day : startOfDay(day, zone).toMillis())
    }
    if (kind === 'timestamp' && /^\d{4}-\d{2}-\d{2}$/.test(String(operand))) {
      const day = String(operand)
      const end = startOfDay(shiftDay(day, 1), zone).toMillis() - 1
      return [startOfDay(day, zone).toMillis(), end]
    }
    return same(comparable(kind, operand))
  }
}

type Comparable = string | number | boolean

const UNITS: Readonly<Record<string, 'day' | 'week' | 'month' | 'quarter' | 'year'>> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
}

function same(value: Comparable): [Comparable, Comparable] {
  return [value, value]
}

function shiftDay(day: string, days: number): string {
  return `${DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()}`
}

function comparable(kind: Kind, value: unknown): Comparable {
  switch (kind) {
    case 'number':
      return Number(value)
    case 'timestamp':
      return DateTime.fromISO(String(value)).toMillis()
    case 'boolean':
      return value === true
    default:
      return String(value)
  }
}

function treesIn(value: unknown): Tree[] {
  return listIn(value).map((each) => Object(each))
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
