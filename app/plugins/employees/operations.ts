import {
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
import { readTermination } from '#plugins/employees/validators/termination'

const operations: Operations = {
  'departments.index': {
    id: 'listDepartments',
    summary: 'List the departments in which somebody works',
    answers: { 200: listOf(TEXT) },
  },
  'employee_terminations.store': {
    id: 'terminateEmployee',
    summary: "End somebody's work here",
    description:
      'With `reassign_to`, what is open and assigned to him goes to that employee. `open_records` tells of it, as far as the caller may read all of it.',
    body: readTermination,
    answers: {
      200: actionOn(employees, {
        open_records: listOf(object({ resource: TEXT, count: NUMBER, ids: listOf(ID) })),
        reassigned_to: orNull(ID),
      }),
    },
  },
}

const description: ApiDescription = { operations }

export default description
