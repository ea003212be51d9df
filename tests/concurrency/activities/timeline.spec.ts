import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { inDatabase } from '#tests/support/deals'
import { makePerson } from '#tests/support/people'
import { makeCompany } from '#tests/support/personas'

test.group('Timeline | race', () => {
  test('of who associates, takes part and leaves at once, it has what is there in the end', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { delete: remove, patch, post, put } = api(client, acme.owner)
    for (let round = 0; round < 6; round += 1) {
      const person = await makePerson(acme)
      const participants = [{ person_id: person }]
      const made = await post('/api/notes/', { body: 'Hm', participants })
      const note = made.body().id
      const association = `/api/people/${person}/associations/notes/${note}/`
      await Promise.all([
        put(association, {}),
        patch(`/api/notes/${note}/`, { participants: [] }),
        patch(`/api/notes/${note}/`, { completed_at: '2020-01-01T00:00:00Z' }),
        remove(association),
        patch(`/api/notes/${note}/`, { participants }),
      ])
    }

    const different = await inDatabase(
      acme,
      `SELECT activity_id, type, record_id FROM activity_timeline t
       WHERE NOT EXISTS (
         SELECT FROM activity_records l JOIN activities a ON a.id = l.activity_id
         WHERE l.activity_id = t.activity_id AND l.type = t.type AND l.id = t.record_id
           AND a.completed_at = t.at)
       UNION ALL
       SELECT activity_id, type, id FROM activity_records l
       WHERE NOT EXISTS (
         SELECT FROM activity_timeline t
         WHERE t.activity_id = l.activity_id AND t.type = l.type AND t.record_id = l.id)`
    )
    assert.deepEqual(different, [])
  })
})
