import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { decodeProtectedHeader } from 'jose'
import { readSigningKeys } from '#core/access/signing_keys'
import { api } from '#tests/support/api'
import { makePersona } from '#tests/support/personas'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

async function rotate(args: string[] = []) {
  ace.ui.switchMode('raw')
  try {
    const command = await ace.exec('keys:rotate', args)
    command.assertSucceeded()
  } finally {
    ace.ui.switchMode('normal')
  }
}

test.group('Commands | keys:rotate', (group) => {
  group.each.setup(() => async () => {
    await UnitOfWork.run(asSystem, (unit) => unit.query('DELETE FROM signing_keys'))
    await readSigningKeys()
  })

  test('R-25: logs no one out, and signs with another key from then on', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    await rotate()

    const old = await api(client, persona).get('/api/users/me/')
    old.assertStatus(200)
    const pair = await client.post('/api/auth/refresh/').json({ refresh: persona.refresh })
    pair.assertStatus(200)
    const { access } = pair.body()
    assert.notEqual(decodeProtectedHeader(access).kid, decodeProtectedHeader(persona.token).kid)
    const renewed = await client.get('/api/users/me/').bearerToken(access)
    renewed.assertStatus(200)
  })

  test('R-25: with --compromised the older tokens end, and sessions go on', async ({ client }) => {
    const persona = await makePersona()
    const before = await api(client, persona).get('/api/users/me/')
    before.assertStatus(200)
    await rotate(['--compromised'])

    const old = await api(client, persona).get('/api/users/me/')
    old.assertStatus(401)
    const pair = await client.post('/api/auth/refresh/').json({ refresh: persona.refresh })
    const renewed = await client.get('/api/users/me/').bearerToken(pair.body().access)
    renewed.assertStatus(200)
  })
})
