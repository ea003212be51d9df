/* Renders the description of this installation with Swagger UI, in the colours that the person prefers. */

const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()

/*
 * Groups of operations stand right below the title, and are headings of the second level; what
 * Swagger UI calls the main part of its page is a part of ours.
 */
new MutationObserver(() => {
  const operations = document.querySelector('main#operations:not([role])')
  operations?.setAttribute('role', 'region')
  operations?.setAttribute('aria-label', 'Operations')
  for (const heading of document.querySelectorAll('h4.opblock-title:not([aria-level])')) {
    heading.setAttribute('role', 'heading')
    heading.setAttribute('aria-level', '3')
  }
  for (const input of document.querySelectorAll('select:not([aria-label])')) {
    const row = input.closest('[data-param-name]')
    input.setAttribute('aria-label', row?.dataset.paramName ?? 'Media type')
  }
  for (const text of document.querySelectorAll('pre:not([tabindex])')) text.tabIndex = 0
  for (const heading of document.querySelectorAll('h3.opblock-tag:not([aria-level])')) {
    heading.setAttribute('role', 'heading')
    heading.setAttribute('aria-level', '2')
  }
}).observe(document.querySelector('#reference'), { childList: true, subtree: true })

window.SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  filter: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  /* Its links would stand inside of buttons. */
  deepLinking: false,
  syntaxHighlight: false,
  persistAuthorization: false,
  /* The description says where this installation is for others; a person tries it where they are. */
  requestInterceptor: (request) => {
    const { pathname, search } = new URL(request.url, location.origin)
    return { ...request, url: `${location.origin}${pathname}${search}` }
  },
})
