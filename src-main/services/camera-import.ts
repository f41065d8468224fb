/** Camera lists from CSV files: judged as a whole, shown, then stored exactly as shown. */
import { VmsError } from '../../src-contract/errors.ts';
import type { Camera } from '../../src-contract/model/camera.ts';
import type { ImportPreview, ImportResult, ImportRow } from '../../src-contract/model/camera-import.ts';
import type { RtspTransport } from '../../src-contract/model/camera.ts';
import type { PlannedCamera } from './camera-directory.ts';
import { readCameraCsv } from './camera-csv.ts';
import { judgeRows, type JudgedRow } from './import-judgement.ts';

/** What an import needs of the directory. */
export interface ImportTarget {
  readonly revision: number;
  list(): readonly Camera[];
  storePlanned(planned: readonly PlannedCamera[], revision: number): Promise<void>;
}

interface Pending {
  readonly revision: number;
  readonly rows: readonly JudgedRow[];
}

const PREVIEWS_KEPT = 4;

export class CameraImport {
  readonly #target: ImportTarget;
  readonly #defaultTransport: () => RtspTransport;
  readonly #newId: () => string;
  readonly #pending = new Map<string, Pending>();

  constructor(target: ImportTarget, defaultTransport: () => RtspTransport, newId: () => string) {
    this.#target = target;
    this.#defaultTransport = defaultTransport;
    this.#newId = newId;
  }

  /** Throws `invalid-argument` or `too-large` when the file as a whole cannot be read. */
  preview(text: string): ImportPreview {
    const rows = judgeRows(readCameraCsv(text), this.#target.list(), this.#defaultTransport());
    const importId = this.#newId();
    this.#pending.set(importId, { revision: this.#target.revision, rows });
    for (const oldest of [...this.#pending.keys()].slice(0, -PREVIEWS_KEPT)) this.#pending.delete(oldest);
    return { importId, rows: rows.map(shown), ...countRows(rows) };
  }

  /** Stores the good rows of a preview in one transaction. Rejects `not-found` for an old preview, `conflict` when cameras changed since. */
  async apply(importId: string): Promise<ImportResult> {
    const pending = this.#pending.get(importId);
    if (pending === undefined) throw new VmsError('not-found', 'import-gone');
    await this.#target.storePlanned(
      pending.rows.flatMap((row) => (row.kind === 'bad' ? [] : [row.planned])),
      pending.revision,
    );
    this.#pending.delete(importId);
    const { adds, updates, bad } = countRows(pending.rows);
    return { added: adds, updated: updates, skipped: bad };
  }
}

function shown(row: JudgedRow): ImportRow {
  if (row.kind === 'bad') return { kind: 'bad', line: row.line, name: row.name, problems: [...row.problems] };
  return { kind: row.kind, line: row.line, name: row.planned.camera.name, number: row.planned.camera.number };
}

function countRows(rows: readonly JudgedRow[]): { adds: number; updates: number; bad: number } {
  const count = (kind: JudgedRow['kind']): number => rows.filter((row) => row.kind === kind).length;
  return { adds: count('add'), updates: count('update'), bad: count('bad') };
}
