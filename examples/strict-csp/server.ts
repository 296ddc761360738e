/** No inline script, no eval, no foreign style: only what carries the nonce runs, and it may speak to the edge alone. */
export const page = ({ edge, nonce }: { edge: string; nonce: string }) => ({
  headers: {
    'content-security-policy': [
      `default-src 'none'`,
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      `connect-src ${edge}`,
      `style-src 'self'`,
      `img-src data:`,
      `base-uri 'none'`,
      `require-trusted-types-for 'script'`,
      `trusted-types rotary`,
    ].join('; '),
  },
})
