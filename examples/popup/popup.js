// Whatever adds content later (dialogs, chat widgets, infinite lists) needs no call to Rotary.
document.getElementById('callback').addEventListener('click', () => {
  const popup = document.createElement('dialog')
  popup.innerHTML = `
    <h2>Перезвоним за минуту</h2>
    <p>Или наберите сами: <a href="tel:+74951234567">8 495 123-45-67</a></p>
    <form method="dialog"><button>Хорошо</button></form>`
  popup.addEventListener('close', () => popup.remove())
  document.body.append(popup)
  popup.showModal()
})
