/** Which lines of the media process come again with every retry of a camera that cannot be reached. Pure. */
import type { LogFields } from '../base/log.ts';
import type { RepeatingLine } from '../base/log-throttle.ts';
import { failureFromStderr } from '../ffmpeg/stderr.ts';

/** `null` for a line that is news each time. */
export function repeatingLine(message: string, fields: LogFields): RepeatingLine | null {
  if (message === 'stream lost') {
    const { reason } = fields;
    return { subject: `lost ${textOf(fields['stream'])}`, reason: textOf(reason), brief: { reason } };
  }
  if (message === 'rtsp ended') {
    const { reason, detail } = fields;
    return { subject: `rtsp ${textOf(fields['stream'])}`, reason: [reason, detail].map(textOf).join(' '), brief: { reason, detail } };
  }
  if (message === 'ffmpeg ended') {
    const { cause, code, command } = fields;
    const said = Array.isArray(fields['stderr']) ? failureFromStderr(fields['stderr'].map(textOf)) : '';
    // The masked command holds the address, and with it says which stream it was.
    return { subject: `ffmpeg ${textOf(command)}`, reason: [cause, code, said].map(textOf).join(' '), brief: null };
  }
  return null;
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
