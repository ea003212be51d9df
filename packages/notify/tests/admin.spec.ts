import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import {
  type Company,
  Mailbox,
  OtherSystem,
  enter,
  forgetJobs,
  makeCompany,
  makeDeals,
  runJobs,
  turnOn,
} from 'headless-crm/testing'

const SECRET = 'a secret of Acme, which no one is told'
const TO = 'ann@customers.example.com'

const pageOf = ({ slug }: Company) => `/admin/organizations/${slug}/plugins/notify`

async function win(client: ApiClient, { owner, ...company }: Company, count: number) {
  for (const deal of await makeDeals({ owner, ...company }, count)) {
    await client.post(`/api/deals/${deal}/win/`).bearerToken(owner.token).json({})
  }
  await runJobs()
}

test.group('Notify | admin', (group) => {
  const system = OtherSystem.during(group)
  const mailbox = Mailbox.during(group)
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
    await turnOn(acme, 'notify', { url: system.url, secret: SECRET, recipients: [TO] })
  })

  test('a system that is down is left alone after five requests, and told of everything when it is back', async ({
    client,
    assert,
  }) => {
    const visitor = await enter()
    system.goDown()
    await win(client, acme, 6)

    assert.lengthOf(system.requests, 5)
    const paused = await visitor.get(pageOf(acme))
    assert.include(paused.html, 'Paused listeners')
    assert.include(paused.html, 'notify:post')
    assert.match(paused.html, /127\.0\.0\.1:\d+ answered 503/)
    assert.notInclude(paused.html, SECRET)
    assert.lengthOf(mailbox.of(TO), 6)

    system.comeBack()
    await visitor.send(pageOf(acme), `${pageOf(acme)}/resumptions`, { listener: 'notify:post' })
    await runJobs({ evenLater: true })

    const taken = new Set(system.requests.map(({ headers }) => headers['webhook-id']))
    assert.equal(taken.size, 6)
    assert.lengthOf(mailbox.of(TO), 6)
    assert.notInclude((await visitor.get(pageOf(acme))).html, 'Paused listeners')
  })

  test('a test is sent from the page of the settings, which shows what fails', async ({
    assert,
  }) => {
    const visitor = await enter()
    const before = mailbox.of(TO).length
    system.answers(404)
    const sent = await visitor.send(pageOf(acme), `${pageOf(acme)}/actions/send-test`)
    await runJobs()

    assert.equal(sent.location, pageOf(acme))
    assert.equal(JSON.parse(system.last.body).type, 'test')
    assert.equal(mailbox.of(TO).length, before + 1)
    const failing = await visitor.get(pageOf(acme))
    assert.include(failing.html, 'The test is on its way.')
    assert.include(failing.html, 'Failing listeners')
    assert.match(failing.html, /127\.0\.0\.1:\d+ answered 404/)

    await runJobs({ evenLater: true })
    assert.notInclude((await visitor.get(pageOf(acme))).html, 'Failing listeners')
  })

  test('a test is refused where there is no one to send it to', async ({ assert }) => {
    const visitor = await enter()
    const bare = await makeCompany('Bare')
    await turnOn(bare, 'notify')
    await visitor.send(pageOf(bare), `${pageOf(bare)}/actions/send-test`)

    assert.include((await visitor.get(pageOf(bare))).html, 'Set an address with a secret')
    assert.deepEqual(await runJobs(), [])
  })
})
