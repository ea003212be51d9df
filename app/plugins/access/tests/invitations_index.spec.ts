import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { deliveredToken, freshAddress, invite, newcomer } from '#tests/support/invitations'
import { runJobs } from '#tests/support/jobs'
import { Mailbox } from '#tests/support/mailbox'
import { hireWith, makeCompany } from '#tests/support/personas'

const URL = '/api/invitations/'

const expire = (id: string) =>
  UnitOfWork.run(asSystem, (unit) =>
    unit.query('UPDATE invitations SET expires_at = now() WHERE id = $1', [id])
  )

test.group('Invitations | index, show', (group) => {
  const mailbox = Mailbox.during(group)

  test('lists what became of each, and filters by it', async ({ client, assert }) => {
    const acme = await makeCompany()
    const accepted = await invite(client, acme.owner)
    const token = await deliveredToken(mailbox, accepted.email)
    await client.post(`${URL}accept/`).json(newcomer(token))
    const revoked = await invite(client, acme.owner)
    await client.post(`${URL}${revoked.id}/revoke/`).bearerToken(acme.owner.token)
    const expired = await invite(client, acme.owner)
    await expire(expired.id)
    const pending = await invite(client, acme.owner)

    for (const [status, { id }] of Object.entries({ accepted, revoked, expired, pending })) {
      const list = await client.get(`${URL}?status=${status}`).bearerToken(acme.owner.token)
      list.assertStatus(200)
      assert.deepEqual(
        list
          .body()
          .results.map((entry: { id: string; status: string }) => [entry.id, entry.status]),
        [[id, status]]
      )
    }
    const shown = await client.get(`${URL}${accepted.id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ accepted_by: { email: accepted.email, first_name: 'Carla' } })
  })

  test('R-32: shows neither token nor hash, and knows no such field', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { id, email } = await invite(client, acme.owner)
    const token = await deliveredToken(mailbox, email)

    for (const path of ['', `${id}/`, '?fields=id,email']) {
      const response = await client.get(`${URL}${path}`).bearerToken(acme.owner.token)
      response.assertStatus(200)
      assert.notMatch(response.text(), /token|hash/)
      assert.notInclude(response.text(), token)
    }
    for (const path of ['?fields=token_hash', '?token_hash=a', '?ordering=token_hash']) {
      const response = await client.get(`${URL}${path}`).bearerToken(acme.owner.token)
      response.assertStatus(400)
    }
  })

  test('shows a user with a grant for their own the invitations that they sent', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const inviter = await hireWith(acme, ['invitations:create', 'invitations:read/own'])
    const other = await invite(client, acme.owner)
    const { id } = await invite(client, inviter)

    const list = await client.get(URL).bearerToken(inviter.token)

    assert.deepEqual(
      list.body().results.map((entry: { id: string }) => entry.id),
      [id]
    )
    const hidden = await client.get(`${URL}${other.id}/`).bearerToken(inviter.token)
    hidden.assertStatus(404)
  })
})

test.group('Invitations | resend, revoke', (group) => {
  const mailbox = Mailbox.during(group)

  test('R-30: a letter that is sent again makes the one before worthless, at once', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { id, email } = await invite(client, acme.owner)
    const older = await deliveredToken(mailbox, email)

    const resent = await client.post(`${URL}${id}/resend/`).bearerToken(acme.owner.token)

    resent.assertStatus(200)
    resent.assertBodyContains({ message: 'Invitation sent.', invitation: { id } })
    const before = await client.post(`${URL}preview/`).json({ token: older })
    before.assertStatus(422)
    const newer = await deliveredToken(mailbox, email)
    assert.notEqual(newer, older)
    const refused = await client.post(`${URL}accept/`).json(newcomer(older))
    refused.assertStatus(422)
    const accepted = await client.post(`${URL}accept/`).json(newcomer(newer))
    accepted.assertStatus(200)
  })

  test('R-14: only a user who could have sent it sends it again', async ({ client }) => {
    const acme = await makeCompany()
    const { id } = await invite(client, acme.owner, { role: 'admin' })
    const other = await hireWith(acme, ['invitations:create', 'invitations:read'])

    const response = await client.post(`${URL}${id}/resend/`).bearerToken(other.token)

    response.assertStatus(403)
    response.assertBodyContains({ code: 'cannot_grant' })
  })

  test('an expired one is good again once it is sent again, or makes room for a new one', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const { id, email } = await invite(client, acme.owner)
    await expire(id)

    const resent = await client.post(`${URL}${id}/resend/`).bearerToken(acme.owner.token)
    resent.assertBodyContains({ invitation: { status: 'pending' } })
    await expire(id)
    await invite(client, acme.owner, { email })
    const shown = await client.get(`${URL}${id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ status: 'revoked' })
  })

  test('a revoked one is worth nothing, not even its letter that was under way', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const sent = await invite(client, acme.owner)
    const token = await deliveredToken(mailbox, sent.email)
    const waiting = await invite(client, acme.owner)

    const revoked = await client.post(`${URL}${sent.id}/revoke/`).bearerToken(acme.owner.token)
    revoked.assertStatus(200)
    revoked.assertBodyContains({ invitation: { status: 'revoked' } })
    const deleted = await client.delete(`${URL}${waiting.id}/`).bearerToken(acme.owner.token)
    deleted.assertStatus(204)
    await runJobs()

    assert.isEmpty(mailbox.of(waiting.email))
    const response = await client.post(`${URL}accept/`).json(newcomer(token))
    response.assertStatus(422)
    response.assertBodyContains({ code: 'invalid_token' })
    const again = await client.post(`${URL}${sent.id}/revoke/`).bearerToken(acme.owner.token)
    again.assertStatus(200)
    const resent = await client.post(`${URL}${sent.id}/resend/`).bearerToken(acme.owner.token)
    resent.assertStatus(409)
    resent.assertBodyContains({ code: 'invitation_ended' })
  })

  test('an accepted one is neither revoked nor sent again', async ({ client }) => {
    const acme = await makeCompany()
    const { id, email } = await invite(client, acme.owner, { email: freshAddress() })
    const token = await deliveredToken(mailbox, email)
    await client.post(`${URL}accept/`).json(newcomer(token))

    for (const action of ['revoke', 'resend']) {
      const response = await client.post(`${URL}${id}/${action}/`).bearerToken(acme.owner.token)
      response.assertStatus(409)
      response.assertBodyContains({ code: 'invitation_ended' })
    }
  })
})
