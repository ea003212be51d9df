import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import type { InputSchemas } from '#core/resources/define_resource'
import { EMPLOYEE_STATUSES, EMPLOYMENT_TYPES } from '#plugins/employees/resources/employees'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import {
  addressFields,
  nonNullText,
  optionalDate,
  optionalDecimal,
  optionalEmail,
  optionalPhone,
  optionalReference,
  optionalText,
} from '#core/resources/validation/fields'

const employee = () =>
  vine.object({
    first_name: nonNullText(100),
    last_name: nonNullText(100),
    full_name: nonNullText(201),
    email: optionalEmail(),
    phone: optionalPhone(),
    mobile: optionalPhone(),
    profile_image: optionalText(255),
    department: optionalText(100),
    job_title: optionalText(100),
    role_id: optionalReference(),
    employment_type: vine.enum(EMPLOYMENT_TYPES).optional(),
    hire_date: optionalDate(),
    status: vine.enum(EMPLOYEE_STATUSES).optional(),
    emergency_contact: optionalText(255),
    salary: optionalDecimal(2, 0, 9_999_999_999),
    commission_rate: optionalDecimal(2, 0, 100),
    manager_id: optionalReference(),
    user_id: optionalReference(),
    ...addressFields(),
  })

const newEmployee = strictObject(employee(), ['organization'])
const employeeChange = strictObject(employee())

export const employeeWrites: InputSchemas = {
  create: transform(newEmployee, (input) => ensureNames(inParts(input))),
  update: transform(employeeChange, inParts),
}

interface Names {
  readonly first_name?: string | undefined
  readonly last_name?: string | undefined
}

/** A whole name is divided at its first space: "Ann B Cee" is Ann, "B Cee". */
function inParts<Input extends Names & { full_name?: string | undefined }>(input: Input) {
  const { full_name: whole, ...rest } = input
  if (whole === undefined) return rest
  const [first = '', ...last] = whole.split(/\s+/)
  return { first_name: first, ...(last.length > 0 && { last_name: last.join(' ') }), ...rest }
}

function ensureNames<Input extends Names>(input: Input): Input {
  const { first_name: first, last_name: last } = input
  const missing = [...(first ? [] : ['first_name']), ...(last ? [] : ['last_name'])]
  if (missing.length === 0) return input
  throw invalid(
    missing.map((field) => ({
      field,
      rule: 'required',
      message: `The ${field} field must be defined`,
    }))
  )
}
