/** Base64 of 32 bytes. */
export const TEST_MASTER_KEY = btoa('0123456789abcdef0123456789abcdef')
/** Signs the webhooks of the demo connection in tests. */
export const TEST_HOOK_SECRET = 'hook secret of the tests'
