import type { PreviewOpenAnswer } from '../../edge/preview/previewContract.ts'
import type { Settings } from '../config.ts'

/** Opens by a script of the edge, where `connect-src` of the page lets nothing else through. */
export const askByScript = async (
  { edge, token }: Settings,
  { site, url }: { site: string; url: string },
): Promise<PreviewOpenAnswer | undefined> => {
  try {
    const query = new URLSearchParams({ token: token!, site, url })
    const { answer } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ `${edge}/v1/previews/open.js?${query}`)) as {
      answer: PreviewOpenAnswer
    }
    return answer
  } catch {
    return undefined
  }
}
