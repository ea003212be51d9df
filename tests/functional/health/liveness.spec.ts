import { test } from '@japa/runner'

test.group('Health | live', () => {
  test('answers anyone, under whatever name, that the process runs', async ({ client }) => {
    const response = await client.get('/health/live').header('Host', '10.0.0.7:8000')
    response.assertStatus(200)
    response.assertBody({ status: 'ok' })
  })
})
