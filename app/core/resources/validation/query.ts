import vine from '@vinejs/vine'
import { strictObject } from '#core/resources/validation/strict_object'

/** Read elsewhere, by the fields of the resource. */
const read = () => vine.any().nullable().optional()
const number = () => vine.number({ strict: true }).withoutDecimals().nullable().optional()
const text = () => vine.string().nullable().optional()

/** What a list is asked by a body. `organization` is read where the request is let in. */
export const queryValidator = strictObject(
  vine.object({
    where: read(),
    search: text(),
    ordering: read(),
    fields: read(),
    include: read(),
    page: number(),
    page_size: number(),
    cursor: text(),
    count: text(),
    deleted: vine.boolean({ strict: true }).nullable().optional(),
  }),
  ['organization']
)

/** What is asked about the records of a list together. */
export const aggregateValidator = strictObject(
  vine.object({
    where: read(),
    search: text(),
    group_by: read(),
    measures: read(),
    having: read(),
    ordering: read(),
    limit: number(),
    fill: vine.boolean({ strict: true }).optional(),
  }),
  ['organization']
)
