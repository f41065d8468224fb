/** AAC frames from ADTS, and their RTP payloads (RFC 3640, AAC-hbr, one frame a packet). */

export interface AacStream {
  readonly sampleRate: number;
  readonly channels: number;
  /** AudioSpecificConfig in hex, for the SDP. */
  readonly config: string;
  readonly frames: readonly Buffer[];
}

const rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

export function parseAdts(stream: Buffer): AacStream {
  const frames: Buffer[] = [];
  let rateIndex = 0;
  let channels = 0;
  let objectType = 2;
  for (let at = 0; at + 7 <= stream.length;) {
    if (stream.readUInt16BE(at) >> 4 !== 0xfff) throw new Error('ADTS sync expected');
    const head = stream[at + 2] ?? 0;
    const next = stream[at + 3] ?? 0;
    objectType = (head >> 6) + 1;
    rateIndex = (head >> 2) & 15;
    channels = ((head & 1) << 2) | (next >> 6);
    const length = ((next & 3) << 11) | ((stream[at + 4] ?? 0) << 3) | ((stream[at + 5] ?? 0) >> 5);
    const header = ((stream[at + 1] ?? 0) & 1) === 1 ? 7 : 9;
    if (length <= header) throw new Error('empty ADTS frame');
    frames.push(stream.subarray(at + header, at + length));
    at += length;
  }
  const config = Buffer.alloc(2);
  config.writeUInt16BE((objectType << 11) | (rateIndex << 7) | (channels << 3));
  return { sampleRate: rates[rateIndex] ?? 0, channels, config: config.toString('hex'), frames };
}

export function packetiseAac(frame: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(16, 0);
  head.writeUInt16BE(frame.length << 3, 2);
  return Buffer.concat([head, frame]);
}
