/** A browser that Playwright does not drive, as far as the contract suite needs it. */
export interface OtherBrowser {
  open(url: string): Promise<void>
  /** Value of an expression in the page, by JSON. */
  evaluate(expression: string): Promise<unknown>
  close(): Promise<void>
}
