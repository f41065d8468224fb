/** The `Transport` request header (RFC 2326 §12.39), as far as cameras support it. */

export type RequestedTransport =
  | { readonly kind: 'tcp'; readonly channels: readonly [number, number] | null }
  | { readonly kind: 'udp'; readonly ports: readonly [number, number] };

/** The first offer we can serve, `null` when there is none. */
export function parseTransport(header: string): RequestedTransport | null {
  for (const offer of header.split(',').slice(0, 8)) {
    const parts = offer
      .trim()
      .split(';')
      .map((part) => part.trim());
    const protocol = (parts[0] ?? '').toUpperCase();
    if (parts.some((part) => part.toLowerCase() === 'multicast')) continue;
    if (protocol === 'RTP/AVP/TCP') return { kind: 'tcp', channels: pair(parts, 'interleaved', 255) };
    if (protocol === 'RTP/AVP' || protocol === 'RTP/AVP/UDP') {
      const ports = pair(parts, 'client_port', 65_535);
      if (ports !== null && ports[0] > 0) return { kind: 'udp', ports };
    }
  }
  return null;
}

function pair(parts: readonly string[], name: string, most: number): readonly [number, number] | null {
  const value = parts.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/u.exec(value);
  if (match === null) return null;
  const first = Number(match[1]);
  const second = match[2] === undefined ? first + 1 : Number(match[2]);
  return first <= most && second <= most ? [first, second] : null;
}
