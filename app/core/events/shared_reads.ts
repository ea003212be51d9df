import { hash } from 'node:crypto'
import type { AskLog, PageRow } from '#core/events/event_log'
import { UnitOfWork } from '#core/database/unit_of_work'

/** For which an answer is shared: those who are woken together ask within it. */
const SHARED_MS = 1_000

/** How many answers are kept, each of a page. */
const MAX = 50

const answers = new Map<string, Promise<readonly PageRow[]>>()

/**
 * Asks the log once for all who ask the same at the same time: streams of callers with the same
 * rights. Who they are and what they may do is looked up for each of them before, and the statement
 * says it.
 */
export const askShared: AskLog = (text, values) => {
  const key = hash('sha256', JSON.stringify([text, values]), 'base64url')
  const known = answers.get(key)
  if (known) return known
  const answer = UnitOfWork.get()
    .query<PageRow>(text, values)
    .then(({ rows }) => rows)
  answers.set(key, answer)
  if (answers.size > MAX) answers.delete(answers.keys().next().value ?? '')
  const forget = () => {
    if (answers.get(key) === answer) answers.delete(key)
  }
  answer.catch(forget)
  setTimeout(forget, SHARED_MS).unref()
  return answer
}
