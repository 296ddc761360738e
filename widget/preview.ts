/** The preview's own bundle, which the second file loads where a page was opened by a preview link. */
export { preview } from './preview/preview.ts'
