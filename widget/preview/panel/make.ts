type Child = Node | string | false | null | undefined
type Properties = { [name: string]: string | number | boolean | undefined | ((event: never) => void) }

/** An element: names that begin with `on` are listeners, `false` and `undefined` leave an attribute away, `true` sets it empty. */
export const make = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value as EventListener)
    else if (value !== false && value !== undefined) element.setAttribute(key, value === true ? '' : String(value))
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)))
  return element
}
