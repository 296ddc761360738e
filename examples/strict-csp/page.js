// HTML of the page's own goes through the Trusted Types policy `rotary`, which the header names.
window.rotary ||= function () {
  ;(rotary.q ||= []).push(arguments)
}
rotary(
  'on',
  'before-swap',
  ({ element, number }) => (element.id === 'html' && { html: `<b class="number">${number.national}</b>` }) || undefined,
)
