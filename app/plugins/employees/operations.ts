import {
  FLAG,
  ID,
  NUMBER,
  type ApiDescription,
  type Operations,
  TEXT,
  actionOn,
  listOf,
  object,
} from '#core/resources/openapi/operation'
import employees from '#plugins/employees/resources/employees'
import { orNull } from '#core/resources/json'
import { terminationValidator } from '#plugins/employees/validators/termination'

const operations: Operations = {
  'departments.index': {
    id: 'listDepartments',
    summary: 'List the departments that have employees',
    answers: { 200: listOf(TEXT) },
  },
  'employee_terminations.store': {
    id: 'terminateEmployee',
    command: 'terminate',
    summary: 'Terminate an employee',
    description:
      'With `reassign_to`, the open records assigned to the employee go to that one. `open_records` lists them, as far as the caller may read all of them. `deactivate_membership`, by default true where the caller may, ends the membership of the user that the employee is; `can_log_in` says whether they still get in.',
    body: terminationValidator,
    answers: {
      200: actionOn(employees, {
        open_records: listOf(object({ resource: TEXT, count: NUMBER, ids: listOf(ID) })),
        reassigned_to: orNull(ID),
        membership_deactivated: FLAG,
        can_log_in: FLAG,
      }),
    },
  },
}

const description: ApiDescription = { operations }

export default description
