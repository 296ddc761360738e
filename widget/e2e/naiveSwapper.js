// What one writes on a first afternoon. The hostile pages prove something because this fails on every one of them.
;(function () {
  const edge = '{{EDGE}}'
  const target = '+74951234567'
  const settings = new Function('return { formats: ["8 495 123-45-67", "+7 495 123-45-67"] }')()
  const page = 'pag_' + Math.random().toString(36).slice(2).padEnd(12, '0')

  const push = history.pushState
  history.pushState = function () {
    push.apply(history, arguments)
    swap()
  }
  new IntersectionObserver(function () {}).observe(document.body)
  localStorage.setItem('naive', page)

  let number
  function written(format) {
    let at = 1
    const digits = number.e164.slice(1)
    return format.slice(0, 2) + format.slice(2).replace(/\d/g, () => digits[at++])
  }

  function swap() {
    if (!number) return
    for (const i in settings.formats) {
      document.body.innerHTML = document.body.innerHTML.split(settings.formats[i]).join(written(settings.formats[i]))
    }
    for (const link of document.querySelectorAll('a[href^="tel:"]')) link.href = 'tel:' + number.e164
  }

  const body = { site: 'pk_demo', request: 'naive-' + page, page, url: location.href, slots: [{ target }], at: Date.now() }
  fetch(edge + '/v1/leases', { method: 'POST', body: JSON.stringify(body) })
    .then((response) => response.json())
    .then((answer) => {
      number = answer.slots[0].number
      const token = answer.token
      swap()
      document.addEventListener('visibilitychange', () =>
        navigator.sendBeacon(edge + '/v1/beacons', JSON.stringify({ token, page, state: 'hidden', at: Date.now(), events: [] })),
      )
    })
})()
