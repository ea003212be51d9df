import { startOfDaySql } from '#core/calendar/organization_day'
import { hasOffset, isDay } from '#core/calendar/iso_text'
import type { Operator } from '#core/resources/fields'

type Bind = (value: unknown) => string

/**
 * A filter on a moment as SQL. A day is all of that day of the organization; a
 * time without an offset is what clocks show there.
 *
 * @param sql of the moment
 */
export function momentConditionSql(
  sql: string,
  operator: Operator,
  operand: string,
  bind: Bind
): string {
  if (!isDay(operand)) return compared(sql, operator, momentSql(operand, bind))
  const from = () => startOfDaySql(`${bind(operand)}::date`)
  const until = () => startOfDaySql(`${bind(operand)}::date + 1`)
  switch (operator) {
    case 'eq':
      return `(${sql} >= ${from()} AND ${sql} < ${until()})`
    case 'ne':
      return `(${sql} IS NULL OR ${sql} < ${from()} OR ${sql} >= ${until()})`
    case 'gt':
      return `${sql} >= ${until()}`
    case 'lte':
      return `${sql} < ${until()}`
    default:
      return compared(sql, operator, from())
  }
}

function momentSql(operand: string, bind: Bind): string {
  if (hasOffset(operand)) return `${bind(operand)}::timestamptz`
  return `(SELECT ${bind(operand)}::timestamp AT TIME ZONE organization_time_zone())`
}

const COMPARISONS: Readonly<Partial<Record<Operator, string>>> = {
  eq: '=',
  ne: 'IS DISTINCT FROM',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
}

function compared(sql: string, operator: Operator, moment: string): string {
  const comparison = COMPARISONS[operator]
  if (!comparison) throw new Error(`Moments have no operator "${operator}"`)
  return `${sql} ${comparison} ${moment}`
}
