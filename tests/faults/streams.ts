import { runLarger } from './support/spec.js'

export const name = 'streams'
export const title =
  '500 streams over two processes are sent each event within two seconds, in bounded memory'

export async function run(): Promise<void> {
  await runLarger({
    suite: 'concurrency',
    file: 'events/streams.spec.ts',
    settings: { EVENT_CLIENTS: '500', EVENT_LIMIT_MS: '2000' },
    figures: /^500 clients/,
  })
}
