declare module 'findandreplacedomtext' {
  interface Options {
    find: RegExp
    replace: string | (() => string)
    preset?: 'prose'
  }
  export default function findAndReplaceDOMText(root: Node, options: Options): { revert(): void }
}
