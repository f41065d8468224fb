/**
 * Decides what each row of a camera list does: adds, updates, or cannot be used and why.
 *
 * The same number, or else the same main address, means the same camera. An update changes only
 * the columns the file has, and an empty user name or password keeps what is stored, so that a list
 * exported without credentials can be edited and brought back.
 */
import { cameraDraftSchema, type Camera, type CameraDraft, type RtspTransport } from '../../src-contract/model/camera.ts';
import type { ImportProblem } from '../../src-contract/model/camera-import.ts';
import type { PlannedCamera } from './camera-directory.ts';
import { judgeDraft, type DraftProblem, type JudgedCamera } from './camera-judgement.ts';
import type { CsvColumn, CsvRow } from './camera-csv.ts';

export type JudgedRow =
  | { readonly kind: 'add' | 'update'; readonly line: number; readonly planned: PlannedCamera }
  | { readonly kind: 'bad'; readonly line: number; readonly name: string; readonly problems: readonly ImportProblem[] };

export function judgeRows(rows: readonly CsvRow[], cameras: readonly Camera[], defaultTransport: RtspTransport): JudgedRow[] {
  const known = indexCameras(cameras);
  const seen = new SeenRows();
  return rows.map((row) => {
    const read = readRow(row, known, defaultTransport);
    if (!read.ok) return { kind: 'bad', line: row.line, name: shownName(row), problems: read.problems };
    const repeated = seen.problems(row.line, read.planned);
    if (repeated.length > 0) return { kind: 'bad', line: row.line, name: shownName(row), problems: repeated };
    return { kind: read.planned.id === null ? 'add' : 'update', line: row.line, planned: read.planned };
  });
}

interface KnownCameras {
  readonly byNumber: ReadonlyMap<number, Camera>;
  readonly byAddress: ReadonlyMap<string, Camera>;
}

type ReadRow = { readonly ok: true; readonly planned: PlannedCamera } | { readonly ok: false; readonly problems: readonly ImportProblem[] };

function indexCameras(cameras: readonly Camera[]): KnownCameras {
  return {
    byNumber: new Map(cameras.map((camera) => [camera.number, camera])),
    byAddress: new Map(cameras.map((camera) => [camera.mainUrl, camera])),
  };
}

function readRow(row: CsvRow, known: KnownCameras, defaultTransport: RtspTransport): ReadRow {
  const { found, expected } = row.cellCount;
  if (found !== expected) return bad([problem('', 'import-cell-count', { found, expected })]);
  const drafted = readDraft(row, defaultTransport);
  if (!drafted.ok) return drafted;
  const judged = judgeDraft(drafted.draft);
  if (!judged.ok) return bad(judged.problems.map(columnProblem));
  const byNumber = judged.camera.number === null ? undefined : known.byNumber.get(judged.camera.number);
  const byAddress = known.byAddress.get(judged.camera.mainUrl);
  if (byNumber !== undefined && byAddress !== undefined && byNumber.id !== byAddress.id)
    return bad([problem('number', 'import-two-cameras', { number: byNumber.number, other: byAddress.number })]);
  const target = byNumber ?? byAddress;
  const camera = target === undefined ? judged.camera : keepUnnamed(judged.camera, target, row);
  return { ok: true, planned: { id: target?.id ?? null, camera } };
}

function readDraft(
  row: CsvRow,
  defaultTransport: RtspTransport,
): { ok: true; draft: CameraDraft } | { ok: false; problems: ImportProblem[] } {
  const { cells } = row;
  const problems: ImportProblem[] = [];
  const number = cells.number === undefined || cells.number === '' ? null : wholeNumber(cells.number);
  if (Number.isNaN(number)) problems.push(problem('number', 'import-number'));
  const transport = (cells.transport ?? '').toLowerCase() || defaultTransport;
  if (transport !== 'tcp' && transport !== 'udp') problems.push(problem('transport', 'import-transport'));
  if ((cells.name ?? '') === '') problems.push(problem('name', 'import-name-missing'));
  const draft = cameraDraftSchema.safeParse({
    number: Number.isNaN(number) ? null : number,
    name: cells.name === '' ? '-' : cells.name,
    area: cells.area ?? '',
    // An empty address is told by the address rules, in their words.
    mainUrl: cells.main_url === '' ? '-' : cells.main_url,
    subUrl: cells.sub_url === '' ? null : cells.sub_url,
    transport: transport === 'udp' ? 'udp' : 'tcp',
    username: cells.username === '' ? null : cells.username,
    password: cells.password === '' ? null : cells.password,
  });
  if (cells.main_url === '') problems.push(problem('main_url', 'address-empty'));
  if (!draft.success)
    problems.push(...draft.error.issues.map((issue) => problem(columnOf[String(issue.path[0])] ?? '', 'import-value-too-long')));
  return draft.success && problems.length === 0 ? { ok: true, draft: draft.data } : { ok: false, problems };
}

function keepUnnamed(camera: JudgedCamera, target: Camera, row: CsvRow): JudgedCamera {
  const has = (column: CsvColumn): boolean => row.cells[column] !== undefined;
  return {
    ...camera,
    number: camera.number ?? target.number,
    area: has('area') ? camera.area : target.area,
    subUrl: has('sub_url') ? camera.subUrl : target.subUrl,
    transport: (row.cells.transport ?? '') === '' ? target.transport : camera.transport,
    username: camera.username ?? target.username,
  };
}

/** What earlier rows of the same file already claimed. */
class SeenRows {
  readonly #claims = new Map<string, number>();

  problems(line: number, planned: PlannedCamera): ImportProblem[] {
    const claims: readonly (readonly [CsvColumn, string])[] = [
      ['main_url', `address ${planned.camera.mainUrl}`],
      ...(planned.camera.number === null ? [] : ([['number', `number ${planned.camera.number}`]] as const)),
      ...(planned.id === null ? [] : ([['number', `camera ${planned.id}`]] as const)),
    ];
    const repeated = claims.flatMap(([column, claim]) => {
      const earlier = this.#claims.get(claim);
      return earlier === undefined ? [] : [problem(column, 'import-repeated', { line: earlier })];
    });
    if (repeated.length > 0) return repeated.slice(0, 1);
    for (const [, claim] of claims) this.#claims.set(claim, line);
    return [];
  }
}

const columnOf: Readonly<Record<string, CsvColumn>> = {
  number: 'number',
  name: 'name',
  area: 'area',
  mainUrl: 'main_url',
  subUrl: 'sub_url',
  transport: 'transport',
  username: 'username',
  password: 'password',
};

const columnProblem = ({ field, key }: DraftProblem): ImportProblem => problem(columnOf[field] ?? '', key);
const bad = (problems: readonly ImportProblem[]): ReadRow => ({ ok: false, problems });

function problem(column: CsvColumn | '', key: string, details: ImportProblem['details'] = {}): ImportProblem {
  return { column, key, details };
}

/** NaN for anything but 1-999999. */
function wholeNumber(text: string): number {
  const value = /^\d{1,6}$/u.test(text) ? Number(text) : Number.NaN;
  return value >= 1 ? value : Number.NaN;
}

const shownName = (row: CsvRow): string => (row.cells.name ?? '').slice(0, 200);
