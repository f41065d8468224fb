import { RecordType, type LinkRecord } from '../../../src-contract/link/records.ts';
import type { StreamPlayback } from './stream-playback.ts';

/** Gives a stream's record to its playback; `arrivalMs` on this worker's clock. */
export function playRecord(playback: StreamPlayback, record: LinkRecord, arrivalMs: number): void {
  switch (record.type) {
    case RecordType.config:
      playback.config(record);
      return;
    case RecordType.unit:
      playback.unit(record, arrivalMs);
      return;
    case RecordType.picture:
      playback.picture(record, arrivalMs);
      return;
    case RecordType.state:
      playback.linkState(record);
      return;
    case RecordType.captureTime:
      playback.captureTime(record);
      return;
    case RecordType.diagnostics:
      playback.told(record);
      return;
    case RecordType.clock:
    case RecordType.sound:
    case RecordType.soundState:
    case RecordType.replay:
      return; // of the link, of a sound, of where a replay is: none of them plays
  }
}
