import type { RowFilter } from '#core/resources/define_resource'

/**
 * Who may see an activity, as a condition on `r` that every read obeys: `all` who may read the
 * resource; of `team` its owner's colleagues, which are their manager, those of the same manager, and
 * those whose manager they are; in any case who made it, who owns it, and the users who take part.
 * The system sees all of them.
 */
export const visibleTo: RowFilter = (caller, bind) => {
  if (caller.isSystem) return null
  const user = `${bind(caller.userId)}::uuid`
  const isTheirs = [
    `r.created_by_id = ${user}`,
    `EXISTS (SELECT FROM activity_participants taking
       WHERE taking.organization_id = r.organization_id AND taking.activity_id = r.id
         AND taking.user_id = ${user})`,
  ]
  if (caller.employeeId !== null) {
    const employee = `${bind(caller.employeeId)}::uuid`
    isTheirs.push(
      `r.owner_id = ${employee}`,
      `r.visibility = 'team' AND EXISTS (
        SELECT FROM employees owner
        JOIN employees colleague ON colleague.organization_id = owner.organization_id
          AND colleague.id = ${employee}
        WHERE owner.organization_id = r.organization_id AND owner.id = r.owner_id
          AND (owner.manager_id IN (colleague.id, colleague.manager_id)
            OR colleague.manager_id = owner.id))`
    )
  }
  return [`r.visibility = 'all'`, ...isTheirs.map((one) => `(${one})`)].join(' OR ')
}
