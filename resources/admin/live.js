/*
 * Says to the scripts of a page that something happened in its organization: the event "happened".
 * While nobody looks at the page it does not listen, and says so once when they look again.
 */
{
  const [organization] = /^\/admin\/organizations\/[^/]+/.exec(location.pathname) ?? []
  const { types } = document.currentScript.dataset
  const say = () => document.dispatchEvent(new Event('happened'))
  let source = null

  const listen = () => {
    source = new EventSource(`${organization}/events?types=${types}`)
    source.addEventListener('message', say)
    source.addEventListener('end', () => source.close())
  }

  const follow = () => {
    if (document.hidden) source?.close()
    else if (source?.readyState !== EventSource.OPEN) {
      source?.close()
      listen()
      say()
    }
  }

  if (organization) {
    listen()
    document.addEventListener('visibilitychange', follow)
    addEventListener('pagehide', () => source.close())
  }
}
