import { equalitySql, fieldSql, orderedSql, sqlType } from '#core/resources/query/field_sql'
import type { Field, Operator } from '#core/resources/fields'
import type { Filter } from '#core/resources/query/condition_tree'
import type { Operand } from '#core/resources/query/operand'
import { isRelative, relativeSql } from '#core/calendar/relative_time'
import { momentConditionSql } from '#core/resources/query/moment_condition'
import { likeLiteral } from '#core/resources/query/statement'
import type { Resource } from '#core/resources/define_resource'
import { foldText } from '#core/text/keys'

type Bind = (value: unknown) => string

/** A filter as SQL over `r`, with what narrows it. */
export function conditionSql(resource: Resource, filter: Filter, bind: Bind): string {
  const { name, operator, operand } = filter
  const narrowing = resource.fields[name]?.narrowed?.(operator, operand, bind)
  const exact = exactSql(resource, filter, bind)
  return narrowing ? `(${narrowing} AND ${exact})` : exact
}

function exactSql(resource: Resource, { name, operator, operand }: Filter, bind: Bind): string {
  const field = resource.fields[name]
  const type = field?.compared?.type ?? field?.type
  const sql = field?.compared?.sql ?? fieldSql(resource, name)
  const cast = sqlType(type)
  const whole = equalitySql(resource, name)
  const ordered = field?.compared?.sql ?? orderedSql(resource, name)
  const value = () =>
    isRelative(operand) ? relativeSql(type, operand) : `${bind(operand)}::${cast}`
  const values = () => `${bind(operand)}::${cast}[]`

  const chosen = field?.conditions && chosenSql(field, field.conditions, operator, operand)
  if (chosen) return chosen
  if (type === 'timestamp' && typeof operand === 'string') {
    return momentConditionSql(sql, operator, operand, bind)
  }
  switch (operator) {
    case 'eq':
      return `${whole} = ${value()}`
    case 'ne':
      return `${whole} IS DISTINCT FROM ${value()}`
    case 'in':
      return `${whole} = ANY(${values()})`
    case 'nin':
      return `(${sql} IS NULL OR ${whole} <> ALL(${values()}))`
    case 'gt':
      return `${ordered} > ${value()}`
    case 'gte':
      return `${ordered} >= ${value()}`
    case 'lt':
      return `${ordered} < ${value()}`
    case 'lte':
      return `${ordered} <= ${value()}`
    case 'contains':
      return type === 'textArray'
        ? `${bind(operand)}::text = ANY(${sql})`
        : `fold_text(${sql}) LIKE ${bind(`%${likeLiteral(foldText(String(operand)))}%`)}`
    case 'starts_with':
      return `fold_text(${sql}) LIKE ${bind(`${likeLiteral(foldText(String(operand)))}%`)}`
    case 'is_null':
      return operand === true ? `${sql} IS NULL` : `${sql} IS NOT NULL`
  }
}

const CHOOSING: ReadonlySet<Operator> = new Set(['eq', 'in'])
const EXCLUDING: ReadonlySet<Operator> = new Set(['ne', 'nin'])

/** A filter on a choice that conditions decide, as these; null for what does not choose among them. */
function chosenSql(
  { nullable }: Pick<Field, 'nullable'>,
  conditions: Readonly<Record<string, string>>,
  operator: Operator,
  operand: Operand
): string | null {
  const isExcluding = EXCLUDING.has(operator)
  if (!CHOOSING.has(operator) && !isExcluding) return null
  /* Where none may be met, that is another than the one that is excluded. */
  if (isExcluding && nullable) {
    return `(${chosenSql({ nullable }, conditions, 'in', operand)} IS NOT TRUE)`
  }
  const isMeant = (name: string) => [operand].flat().includes(name) !== isExcluding
  const met = Object.entries(conditions).flatMap(([name, condition]) =>
    isMeant(name) ? [`(${condition})`] : []
  )
  return met.length === 0 ? 'false' : `(${met.join(' OR ')})`
}
