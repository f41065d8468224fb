/** A camera that answers as its script says: for what real ones do and the simulator does not. Loopback only. */
import { createHash } from 'node:crypto';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { parseAuthParameters } from '../../../tools/camera-sim/rtsp/digest.ts';
import { RtspParser, type RtspRequest } from '../../../tools/camera-sim/rtsp/rtsp-parser.ts';

export interface Answer {
  readonly status?: number;
  readonly headers?: readonly string[];
  readonly body?: string;
  /** Instead of the request's number; `null` leaves the header out. */
  readonly sequence?: number | null;
  /** Bytes in front of and after the answer. */
  readonly before?: Buffer;
  readonly after?: Buffer;
  /** Says nothing at all. */
  readonly silent?: boolean;
  readonly hangUp?: boolean;
}

export type Script = (request: RtspRequest, socket: Socket) => Answer;

export interface ScriptedCamera {
  readonly url: string;
  readonly requests: readonly RtspRequest[];
  /** What the client answered to questions of the camera. */
  readonly replies: readonly string[];
  readonly open: () => number;
  close(): Promise<void>;
}

export async function startScriptedCamera(
  script: Script,
  tls: { readonly key: string; readonly cert: string } | null = null,
): Promise<ScriptedCamera> {
  const requests: RtspRequest[] = [];
  const replies: string[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    const parser = new RtspParser();
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      if (chunk.toString('latin1', 0, 5) === 'RTSP/') {
        replies.push(chunk.toString('latin1'));
        return;
      }
      for (const input of parser.push(chunk)) {
        if (input.kind !== 'request') continue;
        requests.push(input);
        reply(socket, input, script(input, socket));
      }
    });
  };
  const server = tls === null ? createTcpServer(serve) : createTlsServer({ ...tls }, serve);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo; // a TCP server's is always one
  return {
    url: `${tls === null ? 'rtsp' : 'rtsps'}://127.0.0.1:${port}/live`,
    requests,
    replies,
    open: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function reply(socket: Socket, request: RtspRequest, answer: Answer): void {
  if (answer.before !== undefined) socket.write(answer.before);
  if (answer.hangUp === true) socket.end();
  if (answer.silent === true || answer.hangUp === true) return;
  const { status = 200, headers = [], body = '', sequence = Number(request.headers.get('cseq')) } = answer;
  const lines = [`RTSP/1.0 ${status} Whatever`, ...(sequence === null ? [] : [`CSeq: ${sequence}`]), ...headers];
  if (body !== '') lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`), answer.after ?? Buffer.alloc(0)]));
}

/** A camera as the book says, over TCP, playing `media` once asked; `odd` changes what it answers. */
export function goodCamera(sdp: string, media: Buffer, odd: (request: RtspRequest) => Answer | null = () => null): Script {
  return (request) => {
    const answer: Answer = odd(request) ?? {};
    switch (request.method) {
      case 'DESCRIBE':
        return { headers: ['Content-Type: application/sdp'], body: sdp, ...answer };
      case 'SETUP':
        return { headers: ['Session: 1234;timeout=60', `Transport: ${request.headers.get('transport') ?? ''}`], ...answer };
      case 'PLAY':
        return { after: media, ...answer };
      case 'OPTIONS':
        return { headers: ['Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN'], ...answer };
      default:
        return answer;
    }
  };
}

/** Whether a request answers a Digest challenge of that algorithm without qop. */
export function answersDigest(request: RtspRequest, algorithm: 'MD5' | 'SHA-256', nonce: string, secret: string): boolean {
  const given = parseAuthParameters((request.headers.get('authorization') ?? '').replace(/^Digest\s+/u, ''));
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const expected = hash(`${hash(`xem:r:${secret}`)}:${nonce}:${hash(`${request.method}:${request.uri}`)}`);
  return given.get('nonce') === nonce && given.get('response') === expected && (given.get('algorithm') ?? 'MD5') === algorithm;
}
