import { hash } from 'node:crypto'
import { type AskLog, type PageRow, askLog } from '#core/events/event_log'
import type { Position } from '#core/events/position'

/** For which an answer is shared: those who are woken together ask within it. */
const SHARED_MS = 1_000

/** How many answers are kept, each of a page. */
const MAX = 50

const answers = new Map<string, Promise<readonly PageRow[]>>()

/**
 * Asks the log once for all who ask the same at the same time: streams of callers with the same
 * rights. Who they are and what they may do is looked up for each of them before, and the statement
 * says it.
 *
 * @param head up to where events are known of: an answer from before would lack some of them
 */
export function askSince(head: Position | null): AskLog {
  return (text, values) => {
    const place = head && [head.epoch, String(head.xid), head.id]
    const key = hash('sha256', JSON.stringify([place, text, values]), 'base64url')
    const known = answers.get(key)
    if (known) return known
    const answer = askLog(text, values)
    answers.set(key, answer)
    if (answers.size > MAX) answers.delete(answers.keys().next().value ?? '')
    const forget = () => {
      if (answers.get(key) === answer) answers.delete(key)
    }
    answer.catch(forget)
    setTimeout(forget, SHARED_MS).unref()
    return answer
  }
}
