import { closeSync, mkdirSync, openSync, write, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Bytes that wait for a destination that is slow; what exceeds them is lost. */
const MAX_WAITING = 4 * 1024 ** 2
/** How long a destination that has failed is left alone. */
const RETRY_AFTER_MS = 1_000
/** At a busy moment, such as a pipe that is full. */
const BUSY_RETRY_MS = 50
const BUSY = new Set(['EAGAIN', 'EBUSY', 'EINTR'])

export interface BestEffortOptions {
  /** How the destination is called towards people: `/srv/crm/logs/app.log`, `the console`. */
  readonly title: string
  /** A file, which is made with its folder, or the descriptor of an open one. */
  readonly target: string | number
  /** Told once when lines begin to be lost, and once when they are written again. */
  readonly announce: (sentence: string) => void
  /** The line that stands where lines were lost. */
  readonly lossLine: (lost: number, reason: string) => string
}

/** What becomes of something that is being written. */
interface Outcome {
  readonly written: () => void
  readonly refused: (error: Error) => void
}

/**
 * A destination of log lines that never throws, never emits an error and never
 * blocks: lines that cannot be written are counted and lost, and the destination
 * is tried again. SonicBoom, which pino writes to otherwise, ends the process
 * when the disk is full, and at its exit retries forever.
 */
export class BestEffortStream {
  readonly #options: BestEffortOptions
  #descriptor: number | null = null
  #waiting: string[] = []
  #waitingBytes = 0
  #isWriting = false
  #failure: string | null = null
  #retryAt = 0
  #lost = 0
  /** Whether the last thing written was cut off within a line. */
  #isTorn = false

  constructor(options: BestEffortOptions) {
    this.#options = options
    this.#open()
  }

  /** Why nothing can be written, as the code of a system error; null while it can. */
  get failure(): string | null {
    return this.#failure
  }

  /** Lines lost since the destination last worked. */
  get lost(): number {
    return this.#lost
  }

  get title(): string {
    return this.#options.title
  }

  /** Takes a line, or several, each with its line break. */
  write(text: string): void {
    if (this.#failure !== null && Date.now() < this.#retryAt) return this.#lose(text)
    if (this.#waitingBytes + text.length > MAX_WAITING) return this.#lose(text)
    this.#waiting.push(text)
    this.#waitingBytes += text.length
    this.#writeNext()
  }

  /** Writes what waits before the process ends. Not called otherwise: it blocks. */
  flushSync(): void {
    const text = this.#take()
    if (text === '' || !this.#open()) return
    try {
      writeSync(this.#descriptor ?? -1, text)
    } catch {
      this.#lose(text)
    }
  }

  #writeNext(): void {
    if (this.#isWriting || this.#waiting.length === 0) return
    if (!this.#open()) return this.#lose(this.#take())
    this.#isWriting = true
    const [text, lost] = [this.#take(), this.#lost]
    const notice = lost > 0 ? this.#options.lossLine(lost, this.#failure ?? 'too many lines') : ''
    this.#send(Buffer.from((this.#isTorn ? '\n' : '') + notice + text), {
      written: () => {
        this.#lost -= lost
        this.#works()
        this.#writeNext()
      },
      refused: (error) => {
        this.#fails(error)
        this.#lose(text + this.#take())
      },
    })
  }

  #send(bytes: Buffer, outcome: Outcome): void {
    write(this.#descriptor ?? -1, bytes, (error, length) => {
      if (error !== null && BUSY.has(error.code ?? '')) {
        setTimeout(() => this.#send(bytes, outcome), BUSY_RETRY_MS).unref()
        return
      }
      if (error === null && length < bytes.length) {
        this.#isTorn = true
        return this.#send(bytes.subarray(length), outcome)
      }
      this.#isWriting = false
      if (error !== null) return outcome.refused(error)
      this.#isTorn = false
      outcome.written()
    })
  }

  /** @returns whether there is something to write to */
  #open(): boolean {
    const { target } = this.#options
    if (this.#descriptor !== null) return true
    if (typeof target === 'number') {
      this.#descriptor = target
      return true
    }
    try {
      mkdirSync(dirname(target), { recursive: true })
      this.#descriptor = openSync(target, 'a')
      return true
    } catch (error) {
      this.#fails(error)
      return false
    }
  }

  #fails(error: unknown): void {
    const code = codeOf(error)
    this.#close()
    this.#retryAt = Date.now() + RETRY_AFTER_MS
    if (this.#failure === code) return
    this.#failure = code
    const { title, announce } = this.#options
    announce(`The log cannot be written to ${title} (${code}). The process goes on without it.`)
  }

  /** A file may be there again under another descriptor, as after a mount. */
  #close(): void {
    if (typeof this.#options.target === 'number' || this.#descriptor === null) return
    try {
      closeSync(this.#descriptor)
    } catch {
      /* It is of no use, either way. */
    }
    this.#descriptor = null
  }

  #works(): void {
    if (this.#failure === null) return
    const { title, announce } = this.#options
    announce(`The log is written to ${title} again.`)
    this.#failure = null
  }

  #lose(text: string): void {
    this.#lost += text.split('\n').length - 1
  }

  #take(): string {
    const text = this.#waiting.join('')
    this.#waiting = []
    this.#waitingBytes = 0
    return text
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown'
}
