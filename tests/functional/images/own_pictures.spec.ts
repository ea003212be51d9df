import { test } from '@japa/runner'
import { sweepFiles } from '#core/files/sweep'
import { api } from '#tests/support/api'
import { storedFiles } from '#tests/support/attachments'
import { photo, putImage } from '#tests/support/images'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

const sweep = ({ id }: Company) => sweepFiles(id, AbortSignal.timeout(10_000))

test.group('Pictures of organizations and members', () => {
  test('an organization has a logo, which those change who may change it, and no one else sees', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    const member = await hireWith(acme, ['customers:read'])
    const path = `organizations/${acme.id}/logo`
    const refused = await putImage(client, member, path, await photo())
    refused.assertStatus(403)
    assert.deepEqual(await storedFiles(acme), [])

    const given = await putImage(client, acme.owner, path, await photo())
    given.assertStatus(200)
    assert.match(given.body().logo_url, new RegExp(`/api/${path}/\\?v=`))
    const { pathname, search } = new URL(given.body().logo_url)
    ;(await api(client, member).get(`${pathname}${search}`)).assertStatus(200)
    const stranger = await api(client, globex.owner).get(pathname)
    assert.oneOf(stranger.status(), [403, 404])

    const log = await api(client, acme.owner).get('/api/audit-logs/?resource=organizations')
    assert.property(log.body().results[0].changes, 'logo_url')
    ;(await putImage(client, acme.owner, path, await photo(64, 64))).assertStatus(200)
    assert.equal(await sweep(acme), 3)
    ;(await api(client, acme.owner).delete(`/api/${path}/`)).assertStatus(204)
    await sweep(acme)
    assert.deepEqual(await storedFiles(acme), [])
  })

  test('members have an avatar in each of their organizations, and change their own', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const member = await hireWith(acme, ['customers:read'])
    const other = await hireWith(acme, ['customers:read'])
    const { get, delete: remove } = api(client, member)
    ;(await get('/api/users/me/avatar/')).assertStatus(404)

    const given = await putImage(client, member, 'users/me/avatar', await photo())
    given.assertStatus(200)
    assert.equal(given.body().id, member.membershipId)
    const [membership] = (await get('/api/users/me/')).body().memberships
    const { pathname, search } = new URL(membership.avatar_url)
    const read = await get(`${pathname}${search}`)
    read.assertStatus(200)
    assert.equal(read.header('content-type'), 'image/webp')
    ;(await api(client, other).get('/api/users/me/avatar/')).assertStatus(404)

    const path = `user-organizations/${member.membershipId}/avatar`
    ;(await api(client, acme.owner).get(`/api/${path}/`)).assertStatus(200)
    ;(await putImage(client, other, path, await photo())).assertStatus(403)
    ;(await putImage(client, acme.owner, path, await photo())).assertStatus(200)
    ;(await remove('/api/users/me/avatar/')).assertStatus(204)
    await sweep(acme)
    assert.deepEqual(await storedFiles(acme), [])
  })
})
