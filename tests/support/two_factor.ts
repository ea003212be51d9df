import type { ApiClient } from '@japa/api-client'
import { TOTP } from 'otpauth'
import { type Persona, PASSWORD } from '#tests/support/personas'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** The code that a device shows, or one that it showed or will show so many steps from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
}

/** Sets up a second factor for a persona, through the API. */
export async function enrol(client: ApiClient, { token }: Persona) {
  const begun = await client.post('/api/auth/two-factor/').bearerToken(token)
  begun.assertStatus(201)
  const { secret } = begun.body()
  const code = codeOf(secret)
  const confirmed = await client
    .post('/api/auth/two-factor/confirm/')
    .bearerToken(token)
    .json({ code })
  confirmed.assertStatus(200)
  const recoveryCodes: string[] = confirmed.body().recovery_codes
  return { secret: String(secret), code, recoveryCodes }
}

/** Lets codes of the present be used again, as if half a minute had passed. */
export async function passTime({ userId }: Persona): Promise<void> {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query('UPDATE second_factors SET last_step = last_step - 5 WHERE user_id = $1', [userId])
  )
}

/** What a user with a second factor gets for their password. */
export async function challengeOf(client: ApiClient, { email }: Persona): Promise<string> {
  const response = await client.post('/api/auth/login/').json({ email, password: PASSWORD })
  response.assertStatus(200)
  return response.body().challenge
}
