import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { Problem } from '#core/http/exceptions/problem'
import type { QuoteDocument } from '#plugins/products/quotes/document'

const SECONDS = 30
/** Each holds fonts in memory, and what is made of them. */
const THREADS = 2
const MAX_WAITING = 32

let pool: Piscina<QuoteDocument, Uint8Array> | undefined

/**
 * A quote as PDF. Made in a thread, which ends when it has had nothing to do for a minute.
 *
 * @throws 503 when too many wait for theirs, or it takes too long
 */
export async function pdfOf(quote: QuoteDocument): Promise<Uint8Array> {
  const late = AbortSignal.timeout(SECONDS * 1000)
  try {
    return await threads().run(quote, { signal: late })
  } catch (error) {
    if (late.aborted || threads().queueSize >= MAX_WAITING) throw busy()
    throw error
  }
}

function threads(): Piscina<QuoteDocument, Uint8Array> {
  return (pool ??= new Piscina<QuoteDocument, Uint8Array>({
    filename: fileURLToPath(new URL(`pdf_thread${extname(import.meta.url)}`, import.meta.url)),
    minThreads: 0,
    maxThreads: THREADS,
    maxQueue: MAX_WAITING,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    execArgv: [],
  }))
}

function busy(): Problem {
  return new Problem(503, {
    code: 'try_again',
    detail: 'Too many documents are being made. Try again in a moment.',
    headers: { 'Retry-After': '5' },
  })
}
