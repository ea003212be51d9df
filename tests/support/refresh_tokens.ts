import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** As if the refresh tokens of a session had been used so many seconds earlier than they were. */
export async function ageUses(sessionId: string, seconds: number): Promise<void> {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query(
      `UPDATE refresh_tokens SET used_at = used_at - make_interval(secs => $2)
       WHERE session_id = $1`,
      [sessionId, seconds]
    )
  )
}
