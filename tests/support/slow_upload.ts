import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { once } from 'node:events'

const BOUNDARY = 'the-form-goes-on'

/** What became of an upload. */
export interface Uploaded {
  readonly status: number
  readonly location: string | null
  readonly body: string
}

/** A form with a file whose sender takes time: all but the end of the file is sent at once. */
export class SlowUpload {
  readonly #request: ClientRequest
  readonly #answer: Promise<IncomingMessage>

  constructor(
    url: string,
    headers: Readonly<Record<string, string>>,
    fields: Readonly<Record<string, string>>,
    private readonly content: string
  ) {
    this.#request = request(url, {
      method: 'POST',
      headers: {
        ...headers,
        'Connection': 'close',
        'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      },
    })
    this.#answer = once(this.#request, 'response').then(([answer]: IncomingMessage[]) => {
      if (!answer) throw new Error('There is no answer')
      return answer
    })
    this.#answer.catch(() => null)
    for (const [name, value] of Object.entries(fields))
      this.#begin(`name="${name}"`, `${value}\r\n`)
    this.#begin('name="file"; filename="people.csv"', this.content)
  }

  /** Sends the end of it. */
  async finish(): Promise<Uploaded> {
    this.#request.end(`\r\n--${BOUNDARY}--\r\n`)
    const answer = await this.#answer
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(Buffer.from(chunk))
    return {
      status: answer.statusCode ?? 0,
      location: answer.headers.location ?? null,
      body: Buffer.concat(chunks).toString(),
    }
  }

  /** Goes away without having sent the end. */
  abort(): void {
    this.#request.destroy()
  }

  #begin(disposition: string, content: string) {
    this.#request.write(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}`
    )
  }
}
