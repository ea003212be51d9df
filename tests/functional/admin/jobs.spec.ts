import { test } from '@japa/runner'
import { deadLetters } from '#core/jobs/dead_letters'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { accountEventsOf, eventsOf } from '#tests/support/audit'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'
import { enter, makeSuperuser } from '#tests/support/visitor'

let mends = false
const stubborn = defineJob({
  name: 'probe:stubborn',
  retry: { limit: 0 },
  async handle(_: { organizationId?: string }) {
    if (!mends) throw new Error('the printer <b>burns</b>')
  },
})
jobs.add(stubborn)

test.group('Admin | jobs', (group) => {
  group.each.setup(async () => {
    mends = false
    await forgetJobs()
  })

  const die = async (organizationId?: string) => {
    const id = await UnitOfWork.run(asSystem, () =>
      enqueue(stubborn, organizationId ? { organizationId } : {})
    )
    await runJobs({ evenLater: true })
    return id
  }

  test('show what failed for good, whose it was and why', async ({ assert }) => {
    const acme = await makeCompany('Acme Dynamite')
    await die(acme.id)

    const { html } = await (await enter()).get('/admin/jobs')

    assert.match(html, /<strong>probe:stubborn<\/strong>/)
    assert.include(html, `href="/admin/organizations/${acme.slug}"`)
    assert.include(html, 'the printer &lt;b&gt;burns&lt;/b&gt;')
    assert.include(html, '1 attempt, the last')
  })

  test('are tried again by the button, and are gone when they succeed', async ({ assert }) => {
    const id = await die()
    const visitor = await enter()
    mends = true

    const answer = await visitor.send('/admin/jobs', `/admin/jobs/${id}/retry`)
    const ran = await runJobs()

    const { html } = await visitor.follow(answer)
    assert.deepEqual(ran, [{ job: 'probe:stubborn', id, outcome: 'done' }])
    assert.deepEqual(await deadLetters(), [])
    assert.include(html, 'The job is tried again.')
    assert.include(html, 'There are none.')
  })

  test('that fail again are shown again', async ({ assert }) => {
    const id = await die()
    const visitor = await enter()

    await visitor.send('/admin/jobs', `/admin/jobs/${id}/retry`)
    await runJobs({ evenLater: true })

    assert.include((await visitor.get('/admin/jobs')).html, `/admin/jobs/${id}/retry`)
  })

  test('are not tried again without the token of the session', async ({ assert }) => {
    const id = await die()
    const visitor = await enter()

    await visitor.post(`/admin/jobs/${id}/retry`, new URLSearchParams(), '/admin/jobs')

    assert.deepEqual(await runJobs(), [])
    assert.lengthOf(await deadLetters(), 1)
  })

  test('tell in the log of whose they are, and of who did it, that they were tried again', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const superuser = await makeSuperuser()
    const id = await die(acme.id)

    await (await enter(superuser)).send('/admin/jobs', `/admin/jobs/${id}/retry`)

    const [event, ...others] = await eventsOf(acme, 'jobs')
    assert.deepInclude(event, {
      action: 'jobs:retry',
      actor_id: superuser.userId,
      record_id: id,
      details: { job: 'probe:stubborn' },
    })
    assert.deepEqual(others, [])
    assert.include(
      (await accountEventsOf(superuser.userId)).map(({ action }) => action),
      'job-retry'
    )
  })

  test('are tried again once, however many ask for it', async ({ assert }) => {
    const acme = await makeCompany()
    const id = await die(acme.id)
    const visitors = [await enter(), await enter(), await enter()]

    await Promise.all(
      visitors.map((visitor) => visitor.send('/admin/jobs', `/admin/jobs/${id}/retry`))
    )

    assert.lengthOf(await eventsOf(acme, 'jobs'), 1)
    mends = true
    assert.lengthOf(await runJobs(), 1)
  })

  test('that are none are not tried again', async ({ assert }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    const strange = '00000000-0000-4000-8000-000000000000'

    const answer = await visitor.send('/admin/jobs', `/admin/jobs/${strange}/retry`)

    assert.include((await visitor.follow(answer)).html, 'Dead letter not found.')
    assert.notInclude(
      (await accountEventsOf(superuser.userId)).map(({ action }) => action),
      'job-retry'
    )
  })
})
