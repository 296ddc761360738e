/**
 * Whether a value is nothing but placeholders that the advertising system should have filled in: `{source}` (Direct, Google,
 * Microsoft), `{{campaign.name}}` (Meta, VK), `__CAMPAIGN_NAME__` (TikTok), `%%KEYWORD%%`, `[CID]`. Text around them keeps the value.
 */
export function isUnexpandedMacro(value: string): boolean {
  if (!/[{_%[]/.test(value)) return false
  const rest = value.replace(/\{\{[^{}]*\}\}|\{[^{}]*\}|__[A-Z0-9_]+?__|%%[^%]+%%|\[[A-Z_]+\]/g, '')
  return rest !== value && /^[\s|_.:;,/-]*$/.test(rest)
}
