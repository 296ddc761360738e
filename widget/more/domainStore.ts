/** A store of one value in a cookie of `domain`, so that all subdomains see one visit. Blocked cookies read as nothing. */
export const domainStore = (domain: string): { rotary?: string } => ({
  get rotary() {
    return decodeURIComponent(document.cookie.split('rotary=')[1]!.split(';')[0]!)
  },
  set rotary(text: string) {
    document.cookie = `rotary=${encodeURIComponent(text)};domain=${domain};path=/;max-age=31536000;samesite=lax`
  },
})
