/**
 * Takes credentials out of any text before it is logged or shown.
 *
 * FFmpeg prints whole URLs, password included, in errors and in its "did you mean" line (measured
 * with 5.1), so this runs over its stderr as well as over our own lines.
 */
const userinfo = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'\\]+(?::[^\s@"'\\]*)?@/giu;
const namedSecret =
  /(?<![a-z0-9])(password|passwd|passwort|pass|pwd|psw|secret|token|authorization|ticket)(["']?\s*[:=]\s*["']?)(?:(?:Basic|Digest|Bearer)\s+[^\r\n"]+|[^\s"',;&}]+)/giu;

export function redact(text: string): string {
  return text.replace(userinfo, '$1***@').replace(namedSecret, '$1$2***');
}
