import { boolean, text, uuid } from '#core/resources/fields'

const id = uuid({ nullable: false })
const always = text({ nullable: false })
const yesOrNo = boolean({ nullable: false })

export const roleSummary = {
  id,
  name: always,
  slug: always,
  description: text(),
  is_system_role: boolean({ sql: '({}.system_key IS NOT NULL)', nullable: false }),
  is_active: yesOrNo,
}
