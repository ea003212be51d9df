import { test } from '@japa/runner'
import { deadLetters } from '#core/jobs/dead_letters'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { obstacles } from '#tests/browser/accessibility'
import { sit } from '#tests/browser/people'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'

let mends = false
const sulks = defineJob({
  name: 'probe:sulks',
  retry: { limit: 0 },
  async handle(_: { organizationId: string }) {
    if (!mends) throw new Error('<script>alert(1)</script> and nothing else')
  },
})
jobs.add(sulks)

test.group('Browser | jobs', (group) => {
  group.each.setup(async () => {
    mends = false
    await forgetJobs()
  })

  test('that failed for good say why, are tried again and are gone', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany('Acme Dynamite')
    await UnitOfWork.run(asSystem, () => enqueue(sulks, { organizationId: acme.id }))
    await runJobs()
    const { page, mishaps } = await sit(browser)

    await page.goto('/admin/jobs')
    await page.getByText('<script>alert(1)</script> and nothing else').waitFor()
    await page.getByRole('link', { name: 'Acme Dynamite' }).waitFor()
    assert.deepEqual(await obstacles(page), [])
    mends = true
    await page.getByRole('button', { name: 'Try again: probe:sulks' }).click()
    await page.getByRole('status').getByText('The job is tried again.').waitFor()
    await page.getByText('There are none.').waitFor()
    await runJobs()

    assert.deepEqual(await deadLetters(), [])
    assert.deepEqual(mishaps, [])
  })
})
