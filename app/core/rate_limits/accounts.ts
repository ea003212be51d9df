import { loginNameOf } from '#core/access/login_name'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { networkOf } from '#core/rate_limits/network'

/** Days after their last login from a network for which it counts as one of a user's own. */
const KNOWN_FOR_DAYS = 90

/** Longer ones are refused by every form that takes a name. */
const MAX_NAME_LENGTH = 1_000

interface Account {
  readonly user_id: string | null
  readonly is_known: boolean
}

/**
 * For whom the attempts at a login name count: for the user whose name it is, be it their
 * e-mail or their username, and otherwise for the name itself. Both are found out by the
 * same statement.
 *
 * @param address from which the attempt is made
 */
export async function accountNamed(name: string, address: string): Promise<string> {
  const { column, key } = loginNameOf(name)
  const isPossible = key.length <= MAX_NAME_LENGTH && !key.includes('\0')
  const account = await find(
    `SELECT id FROM users WHERE ${column} = $1`,
    isPossible ? key : '',
    address
  )
  return subjectOf(account, address) ?? `name:${key}`
}

/** For whom the attempts at the second factor of a user count. */
export async function accountOf(userId: string, address: string): Promise<string> {
  const account = await find('SELECT $1::uuid AS id', userId, address)
  return subjectOf(account, address) ?? `user:${userId}`
}

/**
 * Notes, in a unit of the system, that a user has logged in from an address. Attempts
 * from its network have a counter of their own from then on, so that the failures of
 * strangers do not keep the user out.
 */
export async function noteNetwork(userId: string, address: string): Promise<void> {
  await UnitOfWork.get().query(
    `WITH forgotten AS (
       DELETE FROM login_networks
       WHERE user_id = $1 AND network <> $2
         AND last_login_at < now() - make_interval(days => $3))
     INSERT INTO login_networks (user_id, network, last_login_at) VALUES ($1, $2, now())
     ON CONFLICT (user_id, network) DO UPDATE SET last_login_at = EXCLUDED.last_login_at`,
    [userId, networkOf(address), KNOWN_FOR_DAYS]
  )
}

/** In a unit of its own: what is counted is counted before anything is done. */
async function find(userSql: string, key: string, address: string): Promise<Account | undefined> {
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<Account>(
        `SELECT u.id AS user_id, EXISTS (
           SELECT FROM login_networks n
           WHERE n.user_id = u.id AND n.network = $2
             AND n.last_login_at > now() - make_interval(days => $3)) AS is_known
         FROM (VALUES (1)) always LEFT JOIN (${userSql}) u ON true`,
        [key, networkOf(address), KNOWN_FOR_DAYS]
      ),
    { readOnly: true }
  )
  return rows[0]
}

function subjectOf(account: Account | undefined, address: string): string | null {
  if (!account || account.user_id === null) return null
  return account.is_known
    ? `user:${account.user_id} at ${networkOf(address)}`
    : `user:${account.user_id}`
}
