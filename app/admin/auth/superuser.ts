import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Those who may enter the admin pages. No one becomes one through the API. */
export const Superuser = {
  find(email: string): Promise<User | null> {
    return UnitOfWork.run(asSystem, () => User.findByEmail(email), { readOnly: true })
  },

  async create(email: string, password: string): Promise<void> {
    const hashed = await User.hashPassword(password)
    await UnitOfWork.run(asSystem, () =>
      User.create({
        email: email.trim(),
        password: hashed,
        isSuperuser: true,
        isVerified: true,
      })
    )
  },

  async promote(email: string): Promise<void> {
    await UnitOfWork.run(asSystem, async () => {
      const user = await User.findByOrFail('emailNormalized', User.normalizeEmail(email))
      await user.merge({ isSuperuser: true, isActive: true }).save()
    })
  },
}
