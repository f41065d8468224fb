/** FFmpeg's stderr: cut into lines, redacted, bounded, and read for the reason a pull failed. */
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import { redact } from '../base/redact.ts';

const maxLineChars = 400;

/** Keeps the last lines, already redacted. */
export class StderrTail {
  readonly #lines: string[] = [];
  readonly #maxLines: number;
  readonly #decoder = new TextDecoder();
  #partial = '';

  constructor(maxLines = 20) {
    this.#maxLines = maxLines;
  }

  push(chunk: Uint8Array): void {
    const pieces = (this.#partial + this.#decoder.decode(chunk, { stream: true })).split(/\r\n|\r|\n/u);
    this.#partial = (pieces.pop() ?? '').slice(0, maxLineChars * 4);
    for (const line of pieces) this.#keep(line);
  }

  lines(): readonly string[] {
    if (this.#partial !== '') this.#keep(this.#partial);
    this.#partial = '';
    return [...this.#lines];
  }

  /** Redacted before it is cut: half a password would not be recognised. */
  #keep(line: string): void {
    if (line.trim() === '') return;
    this.#lines.push(redact(line).slice(0, maxLineChars));
    if (this.#lines.length > this.#maxLines) this.#lines.shift();
  }
}

/** First match wins; the fixtures hold each line as FFmpeg 5.1 printed it. */
const meanings: readonly (readonly [RegExp, StreamFailure])[] = [
  [/\b(?:401 Unauthorized|403 Forbidden|authorization failed)\b/iu, 'unauthorised'],
  [/\b(?:404 Not Found|454 Session Not Found|410 Gone)\b/iu, 'not-found'],
  [/\b(?:453 Not Enough Bandwidth|503 Service Unavailable)\b/iu, 'session-limit'],
  [/Connection refused|Error number -10061|WSAECONNREFUSED/iu, 'refused'],
  [
    /No route to host|Network is unreachable|Failed to resolve hostname|Name or service not known|Host is down|-1006[05]\b/iu,
    'unreachable',
  ],
  [/timed out|Operation timed out|Error number -138\b|Error number -110\b/iu, 'timeout'],
  [
    /Unsupported codec|codec not currently supported|Could not find codec parameters|Unknown encoder|unknown codec|dimensions not set/iu,
    'unsupported-codec',
  ],
  [/Stream map '0:v:0' matches no streams|Output file #0 does not contain any stream/iu, 'unsupported-codec'],
  [
    /Invalid data found|Protocol not found|Protocol '[^']*' not on whitelist|method \w+ failed: [45]\d\d|Server returned [45]/iu,
    'protocol-error',
  ],
  [/Connection reset|Broken pipe|End of file|Input\/output error|Error number -10054/iu, 'ended'],
];

/** Why a pull ended, from its last lines; `ended` when it says nothing. */
export function failureFromStderr(lines: readonly string[]): StreamFailure {
  for (const [pattern, failure] of meanings) {
    if (lines.some((line) => pattern.test(line))) return failure;
  }
  return 'ended';
}
