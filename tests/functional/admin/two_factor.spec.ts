import { test } from '@japa/runner'
import { twoFactor } from '#config/auth'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { PASSWORD, type Persona } from '#tests/support/personas'
import { codeOf, enrol, passTime } from '#tests/support/two_factor'
import { type SeenPage, Visitor, makeSuperuser } from '#tests/support/visitor'

const LOGIN = '/admin/login'

const logIn = (visitor: Visitor, { email }: Persona) =>
  visitor.send(LOGIN, LOGIN, { username: email, password: PASSWORD })

function hidden({ html }: SeenPage, name: string): string {
  return new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? ''
}

const answer = (visitor: Visitor, page: SeenPage, code: string) =>
  visitor.send(LOGIN, `${LOGIN}/two-factor`, {
    challenge: hidden(page, 'challenge'),
    code,
    ...(hidden(page, 'secret') && { secret: hidden(page, 'secret') }),
  })

test.group('Admin | two factor', () => {
  test('asks for a code after the password, and lets in with it', async ({ client, assert }) => {
    const superuser = await makeSuperuser()
    const { secret, recoveryCodes } = await enrol(client, superuser)
    const visitor = new Visitor()

    const asked = await logIn(visitor, superuser)
    const still = await visitor.get('/admin')
    const wrong = await answer(visitor, asked, codeOf(secret, 40))
    const right = await answer(visitor, asked, codeOf(secret, 1))

    assert.equal(asked.status, 200)
    assert.equal(still.location, LOGIN)
    assert.equal(wrong.status, 401)
    assert.include(wrong.html, 'The code is wrong')
    assert.equal(right.location, '/admin')
    assert.equal((await visitor.get('/admin')).status, 200)
    const other = new Visitor()
    const recovered = await answer(other, await logIn(other, superuser), recoveryCodes[0] ?? '')
    assert.equal(recovered.location, '/admin')
  })

  test('is set up at the login where superusers must have it', async ({ assert, cleanup }) => {
    twoFactor.requiredOfSuperusers = true
    cleanup(() => {
      twoFactor.requiredOfSuperusers = false
    })
    const superuser = await makeSuperuser()
    const visitor = new Visitor()

    const asked = await logIn(visitor, superuser)
    const secret = hidden(asked, 'secret')
    const wrong = await answer(visitor, asked, codeOf(secret, 40))
    const right = await answer(visitor, wrong, codeOf(secret))

    assert.match(right.html, /<code>[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}<\/code>/)
    assert.equal((await visitor.get('/admin')).status, 200)
    await passTime(superuser)
    const again = new Visitor()
    const next = await answer(again, await logIn(again, superuser), codeOf(secret))
    assert.equal(next.location, '/admin')
  })

  test('sends anyone who took too long back to the beginning', async ({ assert }) => {
    const visitor = new Visitor()

    const late = await visitor.send(LOGIN, `${LOGIN}/two-factor`, {
      challenge: 'x.y.z',
      code: '123456',
    })

    assert.equal(late.status, 401)
    assert.include(late.html, 'Log in again.')
  })

  test('a challenge of a user who is no superuser opens nothing', async ({ client, assert }) => {
    const superuser = await makeSuperuser()
    const { secret } = await enrol(client, superuser)
    const visitor = new Visitor()
    const asked = await logIn(visitor, superuser)
    await UnitOfWork.run(asSystem, async () => {
      const user = await User.findOrFail(superuser.userId)
      await user.merge({ isSuperuser: false }).save()
    })

    const refused = await answer(visitor, asked, codeOf(secret, 1))

    assert.equal(refused.status, 401)
    assert.equal((await visitor.get('/admin')).location, LOGIN)
  })
})
