import { test } from '@japa/runner'
import customers from '#plugins/customers/resources/customers'
import { choiceBy } from '#core/resources/fields'
import { conditionSql } from '#core/resources/query/condition'

const conditions = { early: 'r.due < 1', late: 'r.due > 9' }

function sqlOf(operator: 'eq' | 'ne' | 'nin', nullable: boolean): string {
  const resource = { ...customers, fields: { state: choiceBy(conditions, { nullable }) } }
  const operand = operator === 'nin' ? ['late'] : 'late'
  return conditionSql(resource, { name: 'state', operator, operand }, () => '$1')
}

test.group('Query | choices by conditions', () => {
  test('another than one is what meets another condition, or none where none may be met', ({
    assert,
  }) => {
    assert.equal(sqlOf('eq', true), '((r.due > 9))')
    assert.equal(sqlOf('ne', false), '((r.due < 1))')
    assert.equal(sqlOf('ne', true), '(((r.due > 9)) IS NOT TRUE)')
    assert.equal(sqlOf('nin', true), '(((r.due > 9)) IS NOT TRUE)')
  })
})
