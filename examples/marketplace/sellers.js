// One pool for all sellers: a number is taken only for the one whose phone is asked for, and its calls end with that seller.
const TARGET = '+12125550100'

const showPhone = async ({ target: button }) => {
  const { seller, phone, sig, exp } = button.dataset
  if (!seller) return
  const link = document.createElement('a')
  link.dataset.rotaryIgnore = ''
  link.id = seller
  const show = ({ number = phone, national = phone } = {}) => {
    link.href = `tel:${number}`
    link.textContent = national
  }
  // The seller's own phone where there is no number to give.
  show(await rotary.number?.(TARGET, { slot: seller, forwardTo: phone, sig, exp: Number(exp) }))
  button.replaceWith(link)
}
document.getElementById('sellers').addEventListener('click', (event) => void showPhone(event))
