import { test } from '@japa/runner'
import { Identity } from '#core/access/identity'
import { readDetailRequest, readListRequest } from '#core/resources/query/list_request'
import { visibleFields } from '#core/resources/query/visible_fields'
import { defineResource } from '#core/resources/define_resource'
import { decimal, text, timestamp, uuid } from '#core/resources/fields'

const employees = defineResource({
  name: 'employees',
  singular: 'employee',
  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    name: text(),
    salary: decimal({ permission: 'employees:read-compensation' }),
    created_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})

function callerWith(...grants: string[]) {
  return new Identity({
    user_id: 'user',
    session_id: 'session',
    organization_id: 'organization',
    role: 'member',
    employee_id: null,
    system_roles: [],
    grants,
    choices: null,
    plugins_version: 0,
  })
}

const clerk = visibleFields(employees, callerWith('employees:read/all'))
const payroll = visibleFields(
  employees,
  callerWith('employees:read/all', 'employees:read-compensation/all')
)

/** What a request is answered with, when it is refused. */
function refusal(query: Record<string, unknown>, visible: ReadonlySet<string>) {
  try {
    readListRequest(query, employees, visible)
    return null
  } catch (error) {
    if (!(error instanceof Error) || !('toJSON' in error)) throw error
    return { message: error.message, ...Object(error).toJSON('/', 'request') }
  }
}

const surfaces = (name: string): Record<string, unknown>[] => [
  { [name]: '5' },
  { [name]: { gt: '5' } },
  { [name]: { is_null: 'true' } },
  { ordering: name },
  { ordering: `-${name}` },
  { fields: name },
  { fields: `id,${name}` },
]

test.group('Visible fields | permission', () => {
  test('a field with a permission is there for those who have it', ({ assert }) => {
    assert.isTrue(payroll.has('salary'))
    assert.deepEqual(readListRequest({}, employees, payroll).fields, ['id', 'name', 'salary'])
    assert.include(readDetailRequest({}, employees, payroll).fields, 'salary')
    for (const query of surfaces('salary')) assert.isNull(refusal(query, payroll))
  })

  test('for everybody else it is in no body', ({ assert }) => {
    assert.isFalse(clerk.has('salary'))
    assert.deepEqual(readListRequest({}, employees, clerk).fields, ['id', 'name'])
    assert.deepEqual(readDetailRequest({}, employees, clerk).fields, ['id', 'name', 'created_at'])
  })

  test('R-13: and no question about it is answered otherwise than about one that is not there', ({
    assert,
  }) => {
    const hidden = surfaces('salary').map((query) => JSON.stringify(refusal(query, clerk)))
    const absent = surfaces('nosuch').map((query) => JSON.stringify(refusal(query, clerk)))

    assert.deepEqual(
      hidden.map((answer) => answer.replaceAll('salary', 'nosuch')),
      absent
    )
    assert.notInclude(hidden, 'null')
  })

  test('R-13: its value makes no difference to what is answered', ({ assert }) => {
    for (const probe of ['1', '999999', '-1', 'x']) {
      assert.deepEqual(refusal({ salary: probe }, clerk), refusal({ salary: '5' }, clerk))
    }
  })

  test('granted for one’s own records, it exists only for callers who read no others', ({
    assert,
  }) => {
    const compensation = 'employees:read-compensation/own'
    const own = callerWith('employees:read/own', compensation)
    const all = callerWith('employees:read/all', compensation)

    assert.isTrue(visibleFields(employees, own).has('salary'))
    assert.isFalse(visibleFields(employees, all).has('salary'))
  })
})
