import { streams } from '#config/events'
import { type Holder, Places } from '#core/http/shares'

const places = new Places(streams.shares, {
  own: 'You, or your organization, have too many streams of events open. End one of them.',
  all: 'Too many streams of events are open. Try again later.',
})

export const streamPlaces = {
  /** How many are taken. */
  get taken(): number {
    return places.taken
  },

  /** Takes a place until the client is gone. @throws 429, or 503 when all are taken */
  takeUntil(gone: AbortSignal, holder: Holder): void {
    const leave = places.take(holder)
    if (gone.aborted) leave()
    else gone.addEventListener('abort', leave, { once: true })
  },
}
