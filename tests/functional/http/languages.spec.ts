import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import i18nManager from '@adonisjs/i18n/services/main'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { messages as vineMessages } from '@vinejs/vine/defaults'
import { definePlugin } from '#core/plugins/api'
import { makeCustomer } from '#tests/support/customers'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

/** A request of a user who prefers a language. */
const as = (client: ApiClient, company: Company, language: string) => {
  const send = (method: string, path: string) =>
    client
      .request(path, method)
      .bearerToken(company.owner.token)
      .header('accept-language', language)
  return {
    get: (path: string) => send('GET', path),
    post: (path: string, body: object) => send('POST', path).json(body),
    patch: (path: string, body: object) => send('PATCH', path).json(body),
  }
}

/** A file of messages: what each is known by, and what it says. */
async function messagesIn(path: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(app.makePath(path), 'utf8'))
}

test.group('Languages | refusals', () => {
  test('are said in the language that is preferred, names of fields and codes in none', async ({
    client,
    assert,
  }) => {
    const german = as(client, await makeCompany(), 'de-AT,de;q=0.9,en;q=0.5')

    const response = await german.post('/api/customers/', {
      name: 'x'.repeat(256),
      email: 'nobody',
      rating: 5000,
      colour: 'red',
    })

    response.assertStatus(422)
    assert.equal(response.header('content-language'), 'de')
    assert.include(response.header('vary'), 'Accept-Language')
    const { code, title, detail, errors } = response.body()
    assert.deepEqual([code, title], ['validation_failed', 'Unprocessable Content'])
    assert.match(detail, /^Die Eingabe ist nicht gültig: colour, /)
    assert.containsSubset(errors, [
      {
        field: 'colour',
        rule: 'unknown',
        message: 'Das Feld colour kann nicht geschrieben werden',
      },
      { field: 'email', rule: 'email', message: 'Das Feld email muss eine E-Mail-Adresse sein' },
      {
        field: 'name',
        rule: 'maxLength',
        message: 'Das Feld name darf höchstens 255 Zeichen haben',
      },
    ])
    assert.deepEqual(Object.keys(errors[0]), ['field', 'rule', 'message'])
  })

  test('are in English for anyone who prefers it, names none, or one that no one speaks', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const bare = await client.get('/api/customers/?nothing=1').bearerToken(acme.owner.token)
    const said = async (language: string) => {
      const response = await as(client, acme, language).get('/api/customers/?nothing=1')
      assert.isUndefined(response.header('content-language'))
      return { ...response.body(), request_id: '' }
    }
    const expected = { ...bare.body(), request_id: '' }

    for (const language of ['en', 'en-GB,de;q=0.5', '*', 'tlh', 'fr, en;q=0.2', 'nonsense;;q=x']) {
      assert.deepEqual(await said(language), expected, language)
    }
    assert.equal(expected.detail, 'There is no parameter "nothing".')
  })

  test('say what only code can say, such as permissions and nouns', async ({ client }) => {
    const german = as(client, await makeCompany(), 'de')

    const unknown = await german.get('/api/customers/?nothing=1')
    unknown.assertBodyContains({ detail: 'Den Parameter „nothing“ gibt es nicht.' })
    const absent = await german.get('/api/nothing/')
    absent.assertBodyContains({ code: 'not_found', detail: 'Diesen Pfad gibt es nicht.' })
    const off = await german.get('/api/loyalty-entries/')
    off.assertBodyContains({
      detail: 'Das Plugin „loyalty“ ist in dieser Organisation nicht eingeschaltet.',
    })
    const salary = await german.post('/api/employees/', {
      ...{ salary: '1.234', first_name: 'Ann', last_name: 'Lee' },
    })
    salary.assertBodyContains({
      errors: [{ message: 'Das Feld salary muss eine Zahl mit höchstens 2 Nachkommastellen sein' }],
    })
  })

  test('name the permission that a user lacks, at all or for a record', async ({ client }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme)
    const { token } = await hireWith(acme, ['customers:read', 'customers:update/own'])
    const german = as(client, { ...acme, owner: { ...acme.owner, token } }, 'de')

    const lacking = await german.post('/api/customers/', { name: 'Ann' })
    lacking.assertBodyContains({
      code: 'permission_denied',
      permission: 'customers:create',
      detail: 'Dafür braucht es die Berechtigung customers:create.',
    })
    const narrow = await german.patch(`/api/customers/${id}/`, { name: 'Ann' })
    narrow.assertBodyContains({
      detail: 'Für diesen Datensatz braucht es die Berechtigung customers:update.',
    })
  })

  test('of one of many records are said in it, too', async ({ client }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme)
    const missing = '00000000-0000-4000-8000-000000000000'

    const response = await as(client, acme, 'de').post('/api/customers/bulk_update/', {
      ids: [id, missing],
      data: { status: 'vip' },
    })

    response.assertBodyContains({
      results: [
        { id, status: 200 },
        { id: missing, status: 404, error: { code: 'not_found', detail: 'Das gibt es nicht.' } },
      ],
    })
  })
})

test.group('Languages | messages of the core', () => {
  test('are for codes and rules that there are, and can be read', async ({ assert }) => {
    const files = await readdir(app.makePath('app'), { recursive: true })
    const sources = await Promise.all(
      files
        .filter((file) => file.endsWith('.ts') && !file.includes('/tests/'))
        .map((file) => readFile(app.makePath('app', file), 'utf8'))
    )
    const isSaid = (name: string) => sources.some((source) => source.includes(`'${name}'`))

    for (const code of Object.keys(await messagesIn('resources/lang/de/problems.json'))) {
      assert.isTrue(isSaid(code) || isSaid(`problems.${code}`), `nothing answers "${code}"`)
    }
    for (const rule of Object.keys(await messagesIn('resources/lang/de/rules.json'))) {
      assert.isTrue(isSaid(rule) || rule in vineMessages, `nothing is refused by "${rule}"`)
    }
    for (const name of ['problems', 'rules']) {
      const texts = Object.values(await messagesIn(`resources/lang/de/${name}.json`))
      for (const text of texts) {
        const values = Object.fromEntries(
          [...text.matchAll(/\{(\w+)/g)].map(([, value]) => [value, 'value'])
        )
        const said = i18nManager.locale('de').formatRawMessage(text, values)
        assert.notMatch(said, /[{}]/)
      }
    }
  })
})

test.group('Languages | plugins', () => {
  test('veto in the language that is preferred', async ({ client }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty', { welcome_points: 1 })
    await turnOn(acme, 'duplicates', { mode: 'refuse' })
    const customer = await makeCustomer(acme, { name: 'Ann', email: 'ann@example.com' })
    const take = (language: string) =>
      as(client, acme, language).post('/api/loyalty-entries/', {
        customer_id: customer,
        points: -5,
        reason: 'Gift',
      })

    const english = await take('en')
    english.assertBodyContains({ code: 'vetoed', detail: 'There are only 1 points to take.' })
    const german = await take('de')
    german.assertStatus(422)
    german.assertBodyContains({
      code: 'vetoed',
      plugin: 'loyalty',
      detail: 'Es ist nur ein Punkt da.',
    })
    const twin = await as(client, acme, 'de').post('/api/customers/', {
      name: 'Other',
      email: 'ann@example.com',
    })
    twin.assertBodyContains({
      plugin: 'duplicates',
      detail: 'Ann (CUST001) hat diese E-Mail-Adresse schon.',
    })
  })

  test('are listed with what they are called in it', async ({ client, assert }) => {
    const acme = await makeCompany()

    const german = await as(client, acme, 'de').get('/api/plugins/loyalty/')
    const english = await as(client, acme, 'en').get('/api/plugins/loyalty/')

    assert.equal(german.body().description, 'Kunden sammeln Punkte und erreichen damit eine Stufe.')
    assert.containsSubset(german.body().adds, {
      fields: { customers: [{ name: 'extensions.loyalty.points', title: 'Punkte' }] },
      menu: ['Gold-Kunden'],
    })
    assert.containsSubset(english.body().adds, {
      fields: { customers: [{ name: 'extensions.loyalty.points', title: 'Points' }] },
      menu: ['Gold customers'],
    })
  })

  test('translate only what they still say', async ({ assert }) => {
    for (const id of ['loyalty', 'duplicates', 'webhooks', 'activities']) {
      const folder = `app/plugins/${id}`
      const all = await readdir(app.makePath(folder), { recursive: true })
      const files = all.filter((file) => file.endsWith('.ts') && !file.startsWith('tests/'))
      const sources = await Promise.all(
        files.map((file) => readFile(app.makePath(folder, file), 'utf8'))
      )
      for (const english of Object.keys(await messagesIn(`${folder}/lang/de.json`))) {
        const said = english.replace(/(e-mail address|telephone number)\.$/, '${shared}.')
        assert.isTrue(
          sources.some((source) => source.includes(english) || source.includes(said)),
          `${id} says nowhere "${english}"`
        )
      }
    }
  })
})

test.group('Languages | policies of plugins', (group) => {
  const root = app.tmpPath('tongues')
  const tongues = definePlugin({
    id: 'tongues',
    version: '1.0.0',
    root,
    policies: { 'customers:delete': () => 'No one leaves.' },
  })
  bring(group, [tongues])
  group.setup(async () => {
    await mkdir(join(root, 'lang'), { recursive: true })
    await writeFile(join(root, 'lang/de.json'), '{ "No one leaves.": "Niemand geht." }')
    await i18nManager.reloadTranslations()
    return async () => {
      await rm(root, { recursive: true })
      await i18nManager.reloadTranslations()
    }
  })

  test('give their reason in the language that is preferred', async ({ client }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'tongues')
    const id = await makeCustomer(acme)
    const leave = (language: string) =>
      client
        .delete(`/api/customers/${id}/`)
        .bearerToken(acme.owner.token)
        .header('accept-language', language)

    const german = await leave('de')
    const english = await leave('en')

    german.assertStatus(403)
    german.assertBodyContains({ detail: 'Niemand geht.' })
    english.assertBodyContains({ detail: 'No one leaves.' })
  })
})
