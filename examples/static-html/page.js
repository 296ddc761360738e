// The company's own script: it knows nothing of Rotary but an event that it likes to hear.
document.getElementById('callback').addEventListener('click', () => {
  const popup = document.createElement('dialog')
  popup.id = 'popup'
  popup.innerHTML = `
    <h2>Мы перезвоним за минуту</h2>
    <p>А если не терпится, наберите <a href="tel:+74951234567">8 495 123-45-67</a> или из США <a href="tel:+12125550100">212.555.0100</a>.</p>
    <form method="dialog"><button class="button">Хорошо</button></form>`
  popup.addEventListener('close', () => popup.remove())
  document.body.append(popup)
  popup.showModal()
})

document.addEventListener('rotary:lease', ({ detail }) => {
  const shown = detail.slots.filter(({ number }) => number).map(({ number }) => number.international)
  if (shown.length) document.getElementById('shown').textContent = shown.join(', ')
})
