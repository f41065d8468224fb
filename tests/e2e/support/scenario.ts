/** What a mocked window starts from; plain data, so that it can be handed to the page. */
import type { Snapshot } from '../../../src-contract/ipc/app.ts';
import { defaultControls, type Controls } from '../../../src-contract/model/controls.ts';
import { defaultSettings, type Settings } from '../../../src-contract/model/settings.ts';
import { noApprovals } from '../../../src-contract/model/approvals.ts';
import { noPrivacy } from '../../../src-contract/model/privacy.ts';
import { allRights } from '../../../src-contract/model/rights.ts';
import { regularShape, type LayoutShape, type RegularCount } from '../../../src-contract/model/layout.ts';
import { emptyWall } from '../../../src-contract/model/wall.ts';
import { emptyFinding, type Finding } from '../../../src-contract/model/finding.ts';
import { noTerritory } from '../../../src-contract/model/territory.ts';
import type { StreamState } from '../../../src-contract/model/stream-state.ts';
import { demoCameras } from '../../fakes/demo-cameras.ts';
import { demoTerritory, provinceCameras } from '../../fakes/demo-province.ts';
import type { FakeAnswers } from '../../fakes/fake-main.ts';

export interface Scenario {
  readonly snapshot: Snapshot;
  readonly answers: FakeAnswers;
  /** What the fake media process says of a camera's stream, by camera id; all others play. */
  readonly streams: Readonly<Record<string, StreamState>>;
}
export interface ScenarioOptions {
  readonly cameras?: number;
  /** That many cameras of the demo province instead, with its areas and units. */
  readonly province?: number;
  readonly finding?: Partial<Finding>;
  /** A square wall of so many tiles, or a shape of its own. */
  readonly grid?: RegularCount | LayoutShape;
  /** How many cells hold a camera, from the first. */
  readonly placed?: number;
  /** A workstation without a province unless said otherwise. */
  readonly session?: Snapshot['session'];
  readonly sync?: Snapshot['sync'];
  readonly rights?: Snapshot['rights'];
  readonly privacy?: Snapshot['privacy'];
  readonly approvals?: Snapshot['approvals'];
  readonly settings?: Partial<Settings>;
  readonly controls?: Partial<Controls>;
  readonly notices?: Snapshot['notices'];
  readonly ffmpeg?: Snapshot['ffmpeg'];
  readonly answers?: Partial<FakeAnswers>;
  /** By cell. */
  readonly streams?: Readonly<Record<number, StreamState>>;
}

const readyFfmpeg: Snapshot['ffmpeg'] = {
  kind: 'ready',
  path: 'C:\\Program Files\\Thái Nguyên VMS\\ffmpeg.exe',
  version: '6.1.1-static',
  origin: 'bundled',
};

const defaultAnswers: FakeAnswers = {
  preview: { importId: 'import-1', adds: 0, updates: 0, bad: 0, rows: [] },
  test: { codec: 'H.264', width: 1920, height: 1080, fps: 25, firstKeyframeMs: 312, picture: null },
  probe: readyFfmpeg,
};

export function scenario(options: ScenarioOptions = {}): Scenario {
  const cameras = options.province === undefined ? demoCameras(options.cameras ?? 20) : provinceCameras(options.province);
  const placed = options.placed ?? 0;
  const grid = options.grid ?? 4;
  const cells = emptyWall.cells.map((_, cell) => (cell < placed ? (cameras[cell % cameras.length]?.id ?? null) : null));
  return {
    snapshot: {
      version: '0.1.0',
      host: { kind: 'chromium', version: '156.0', platform: 'Debian 12' },
      ffmpeg: options.ffmpeg ?? readyFfmpeg,
      session: options.session ?? { kind: 'standalone' },
      rights: options.rights ?? allRights,
      privacy: options.privacy ?? noPrivacy,
      approvals: options.approvals ?? noApprovals,
      settings: { ...defaultSettings, ...options.settings },
      controls: { ...defaultControls, ...options.controls },
      cameras,
      territory: options.province === undefined ? noTerritory : demoTerritory,
      finding: { ...emptyFinding, ...options.finding },
      screen: 1,
      wall: { ...emptyWall, shape: typeof grid === 'number' ? regularShape(grid) : grid, cells },
      notices: options.notices ?? [],
      decoders: [],
      sync: options.sync ?? { kind: 'off' },
    },
    answers: { ...defaultAnswers, ...options.answers },
    streams: Object.fromEntries(Object.entries(options.streams ?? {}).map(([cell, state]) => [cameras[Number(cell)]?.id ?? '', state])),
  };
}
