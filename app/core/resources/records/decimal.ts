import { column } from '@adonisjs/lucid/orm'

/** A column that holds an exact number: text, since no float comes near it. */
export const decimal = () => column({ meta: { type: 'decimal' } })
