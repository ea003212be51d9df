import { ID, NUMBER, type Operations, TEXT, actionOn, listOf, object } from '#openapi/operation'
import employees from '#resources/employees'
import { orNull } from '#resources/json'
import { VENDOR_TYPES } from '#resources/vendors'
import { readTermination } from '#validators/termination'

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
      'Open records of those resources that the caller may read go to the employee `reassign_to`, or are listed.',
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
