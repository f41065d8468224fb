/** RTSP responses as text. */

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  453: 'Not Enough Bandwidth',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  459: 'Aggregate Operation Not Allowed',
  461: 'Unsupported Transport',
  500: 'Internal Server Error',
  501: 'Not Implemented',
};

export interface RtspResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export function formatResponse(response: RtspResponse, cseq: string | undefined): Buffer {
  const lines = [`RTSP/1.0 ${String(response.status)} ${reasons[response.status] ?? 'Error'}`];
  if (cseq !== undefined && /^\d{1,10}$/u.test(cseq)) lines.push(`CSeq: ${cseq}`);
  lines.push('Server: camera-sim/1.0');
  for (const [name, value] of Object.entries(response.headers ?? {})) lines.push(`${name}: ${value}`);
  if (response.body !== undefined) lines.push(`Content-Length: ${String(response.body.length)}`);
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return response.body === undefined ? head : Buffer.concat([head, response.body]);
}
