import {
  ID,
  NUMBER,
  type Operations,
  TEXT,
  actionOn,
  listOf,
  object,
} from '#core/resources/openapi/operation'
import employees from '#plugins/employees/resources/employees'
import { orNull } from '#core/resources/json'
import { VENDOR_TYPES } from '#plugins/vendors/resources/vendors'
import { readTermination } from '#plugins/employees/validators/termination'

export const teamOperations: Operations = {
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
  'vendor_types.index': {
    id: 'listVendorTypes',
    summary: 'List the kinds of vendor that there are',
    answers: { 200: listOf({ type: 'string', enum: [...VENDOR_TYPES] }) },
  },
}
