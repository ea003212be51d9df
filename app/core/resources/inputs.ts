import vine from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { Field } from '#core/resources/fields'
import type { InputSchemas } from '#core/resources/define_resource'
import { strictObject, transform } from '#core/resources/validation/strict_object'

type Input = Record<string, unknown>

/**
 * What the rules of single fields cannot say: it takes what they let pass, and
 * answers what the model is to be written with. @throws 422 for what does not fit together
 */
export type Refinement = (input: Input) => Input | Promise<Input>

/** For a new record, and for a change of one. */
export interface Refinements {
  readonly create?: Refinement
  readonly update?: Refinement
}

/** What input schemas are made of. */
export interface Written {
  readonly fields: Readonly<Record<string, Field>>
  /** What is written last, being the rarest: the user that a record is linked with. */
  readonly linksUser?: string
  /** What is no organization's, and cannot name one. */
  readonly baseScope?: unknown
  readonly refine?: Refinements
}

/** Whether any of the fields can be written. */
export function isWritten(fields: Written['fields']): boolean {
  return Object.values(fields).some(({ input }) => input !== null)
}

/**
 * The rules by which fields are written, by the keys of a body, for a schema of
 * Vine: `vine.object({ ...inputRules(customers, 'create') })`.
 */
export function inputRules(
  { fields, linksUser }: Pick<Written, 'fields' | 'linksUser'>,
  action: keyof InputSchemas
): Record<string, SchemaTypes> {
  const entries = Object.entries(fields).flatMap(([name, { input }]) => {
    const rule = input?.[action]
    /* Vine's schemas are not shared between parents. */
    return input && rule ? [[input.key ?? name, rule.clone()] as const] : []
  })
  const isLast = ([key]: readonly [string, SchemaTypes]) => key === linksUser
  return Object.fromEntries([
    ...entries.filter((entry) => !isLast(entry)),
    ...entries.filter((entry) => isLast(entry)),
  ])
}

/** The validators of what may be written, made from the rules of the fields. */
export function inputSchemas(written: Written): InputSchemas {
  const check = (action: keyof InputSchemas, ignored: readonly string[]) => {
    const own = strictObject(vine.object(inputRules(written, action)), ignored)
    const refine = written.refine?.[action]
    return refine ? transform(own, refine) : own
  }
  return {
    create: check('create', written.baseScope ? [] : ['organization']),
    update: check('update', []),
  }
}
