// The site's setting `consentRequired` is on; what happens until an answer is its setting `beforeConsent`.
const banner = document.getElementById('banner')
const answered = sessionStorage.getItem('answered')
if (answered) rotary('consent', { storage: answered === 'yes' })
banner.hidden = Boolean(answered)
banner.addEventListener('click', ({ target }) => {
  if (!target.value) return
  sessionStorage.setItem('answered', target.value)
  rotary('consent', { storage: target.value === 'yes' })
  banner.hidden = true
})
