/** Heads of RTSP messages (RFC 2326 §6, §7), read as tolerantly as cameras write them. */

/** Names in lower case; several headers of one name keep their order. */
export type RtspHeaders = ReadonlyMap<string, readonly string[]>;

export interface RtspResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly headers: RtspHeaders;
  readonly body: Uint8Array;
}

/** What a camera asks of us; rare. */
export interface RtspRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly headers: RtspHeaders;
  readonly body: Uint8Array;
}

export type RtspMessage = RtspResponse | RtspRequest;
export type RtspHead = Omit<RtspResponse, 'body'> | Omit<RtspRequest, 'body'>;

const maxHeaders = 200;

/** `null` when the first line is none of RTSP's. Other lines that make no sense are left out. */
export function parseHead(text: string): RtspHead | null {
  const [first = '', ...lines] = text.split(/\r?\n/u);
  const status = /^RTSP\/\d\.\d\s+(\d{3})(?:\s|$)/u.exec(first)?.[1];
  if (status !== undefined) return { kind: 'response', status: Number(status), headers: parseHeaders(lines) };
  const method = /^([A-Z_]{1,20})\s+\S+\s+RTSP\/\d\.\d\s*$/u.exec(first)?.[1];
  return method === undefined ? null : { kind: 'request', method, headers: parseHeaders(lines) };
}

function parseHeaders(lines: readonly string[]): RtspHeaders {
  const headers = new Map<string, string[]>();
  for (const line of lines.slice(0, maxHeaders)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), withoutTrail(line.slice(colon + 1))]);
  }
  return headers;
}

/** Cameras end values with blanks and semicolons that mean nothing. */
export function withoutTrail(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t;\0'.includes(text[end - 1] ?? 'x')) end -= 1;
  return text.slice(0, end).trimStart();
}

/** The first header of that name, or `null`. */
export function header(headers: RtspHeaders, name: string): string | null {
  return headers.get(name)?.[0] ?? null;
}

/** Bytes of the body that follows; `null` when the header is nonsense. */
export function contentLength(headers: RtspHeaders): number | null {
  const text = header(headers, 'content-length') ?? '0';
  return /^\d{1,9}$/u.test(text) ? Number(text) : null;
}
