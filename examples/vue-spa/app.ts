import { createApp, ref } from 'vue'

// Nothing of Rotary here: the script tag in the document is all. What Vue renders is found, and found again after each render.
createApp({
  setup() {
    const at = ref(location.pathname)
    const windows = ref(1)
    const go = (path: string) => {
      history.pushState(null, '', path)
      at.value = path
    }
    addEventListener('popstate', () => (at.value = location.pathname))
    return { at, windows, go }
  },
  template: `
    <nav>
      <a href="/" @click.prevent="go('/')">Светлые окна</a>
      <a href="/contacts" @click.prevent="go('/contacts')">Контакты</a>
    </nav>
    <main v-if="at === '/contacts'">
      <h1>Контакты</h1>
      <p id="office">Офис в Москве: 8 (495) 123-45-67, доб. 2</p>
    </main>
    <main v-else>
      <h1>Окна под ключ</h1>
      <p id="offer">{{ windows }} шт.: звоните 8 (495) 123-45-67</p>
      <button type="button" @click="windows++">Ещё окно</button>
    </main>`,
}).mount('#app')
