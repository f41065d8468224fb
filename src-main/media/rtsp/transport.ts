/** `Transport` headers (RFC 2326 §12.39) in both directions. */

export interface AgreedTransport {
  readonly kind: 'tcp' | 'udp';
  /** Interleaved channels of RTP and RTCP. */
  readonly channels: readonly [number, number];
  /** The camera's ports, `null` when it names none. */
  readonly serverPorts: readonly [number, number] | null;
  /** Another address its packets come from. */
  readonly source: string | null;
}

export const tcpTransport = 'RTP/AVP/TCP;unicast;interleaved=0-1';
export const udpTransport = (ports: readonly [number, number]): string => `RTP/AVP;unicast;client_port=${ports[0]}-${ports[1]}`;

/** What the camera agreed to; channels 0 and 1, which we asked for, where it does not say. */
export function parseTransport(text: string): AgreedTransport {
  const fields = new Map(
    text.split(';', 40).map((field) => {
      const [name = '', value = ''] = field.split('=', 2);
      return [name.trim().toLowerCase(), value.trim()] as const;
    }),
  );
  const source = fields.get('source') ?? '';
  return {
    kind: /^\s*RTP\/(?:S?AVPF?)\/TCP/iu.test(text) || fields.has('interleaved') ? 'tcp' : 'udp',
    channels: pair(fields.get('interleaved'), 255) ?? [0, 1],
    serverPorts: pair(fields.get('server_port'), 65_535),
    source: /^[\da-f.:]{3,45}$/iu.test(source) ? source : null,
  };
}

function pair(text: string | undefined, most: number): readonly [number, number] | null {
  const [, first, second] = /^(\d{1,5})(?:-(\d{1,5}))?$/u.exec(text ?? '') ?? [];
  if (first === undefined) return null;
  const numbers = [Number(first), second === undefined ? Number(first) + 1 : Number(second)] as const;
  return numbers.every((number) => number <= most) ? numbers : null;
}
