// What a tag manager does with a "custom HTML" or "script" tag: it adds the script long after the page has been shown.
const { edge } = document.documentElement.dataset
addEventListener('load', () => {
  setTimeout(() => {
    const script = document.createElement('script')
    script.async = true
    script.src = `${edge}/w/pk_demo.js`
    document.head.append(script)
  }, 300)
})
