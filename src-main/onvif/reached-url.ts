/** Addresses a device gives of itself, made into ones that lead to it from here. Pure. */

/**
 * The device's own address is taken as far as it is of use: path and query. Host and way (HTTP or HTTPS) are those it was
 * reached by, as behind NAT it knows neither, and a login must go nowhere else. The port is the device's where it named
 * the host it was reached by, otherwise the one it was reached by.
 */
export function reachedUrl(given: string, reached: URL): URL | null {
  const text = given.trim();
  if (text.length > 2048 || !URL.canParse(text, reached.href)) return null;
  const url = new URL(text, reached.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const repaired = new URL(reached.href);
  repaired.pathname = url.pathname;
  repaired.search = url.search;
  if (url.hostname === reached.hostname && url.protocol === reached.protocol) repaired.port = url.port;
  return repaired;
}
