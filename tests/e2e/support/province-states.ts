/** States of a workstation that belongs to a province, for mocked windows. */
import type { ProposedAddition, ProposedEdit } from '../../../src-contract/model/correction.ts';
import type { SessionState } from '../../../src-contract/model/session.ts';
import type { PendingEdit, RefusedItem, SyncConflict, SyncState } from '../../../src-contract/model/sync.ts';
import { demoPerson, signedIn, signedOut } from '../../fakes/fake-session.ts';

export type SignedOut = SessionState & { readonly kind: 'signed-out' };
type SignedIn = SessionState & { readonly kind: 'signed-in' };
type Locked = SessionState & { readonly kind: 'locked' };

export const out = (changes: Partial<SignedOut> = {}): SignedOut => ({ ...signedOut, ...changes });
export const within = (changes: Partial<SignedIn> = {}): SessionState => ({ ...signedIn, purpose: dutyPurpose, ...changes });
export const locked = (changes: Partial<Locked> = {}): SessionState => ({
  kind: 'locked',
  person: demoPerson,
  mode: 'online',
  displayOnly: false,
  unlockBy: 'password',
  passphrase: false,
  ...changes,
});

export const dutyPurpose = { id: 'public-order', name: 'Bảo đảm trật tự, an toàn xã hội', caseNo: null };
export const remembered = [
  { login: 'trucban.ioc', name: 'Nguyễn Thị Hoà', by: 'password' },
  { login: 'hung.tv', name: 'Trần Văn Hùng', by: 'password' },
  { login: 'lan.hm', name: 'Hoàng Mai Lan', by: 'password' },
] as const;

/** 08:44:20 on 22 November 2026 in Vietnam. */
export const MORNING_MS = Date.UTC(2026, 10, 22, 1, 44, 20);

const facts = {
  lastContactAt: MORNING_MS,
  checkpointId: 412,
  pendingEdits: 0,
  conflicts: 0,
  refusedItems: 0,
  clock: { offsetMs: 120, uncertaintyMs: 40 },
};
export const inStep = (changes: Partial<typeof facts> = {}): SyncState => ({ ...facts, ...changes, kind: 'in-step' });
export const waiting = (changes: Partial<typeof facts> = {}): SyncState => ({ ...facts, ...changes, kind: 'waiting', reason: 'network' });

export const pending: readonly PendingEdit[] = [
  {
    proposalId: '6f9c2a3e-1d5b-4c8a-9e77-0a1b2c3d4e50',
    madeAt: MORNING_MS - 7_200_000,
    act: 'add',
    subject: { kind: 'camera', id: '018f0000-0000-7000-8000-000000000001', name: '[AN] Cổng UBND phường Gia Sàng' },
    waitsFor: 'line',
  },
  {
    proposalId: '6f9c2a3e-1d5b-4c8a-9e77-0a1b2c3d4e51',
    madeAt: MORNING_MS - 600_000,
    act: 'change',
    subject: { kind: 'camera', id: 'camera-0017', name: '[GT] Cầu Gia Bảy - hướng Bắc' },
    waitsFor: 'maker',
  },
];

export const conflicts: readonly SyncConflict[] = [
  {
    proposalId: '6f9c2a3e-1d5b-4c8a-9e77-0a1b2c3d4e5f',
    madeAt: MORNING_MS - 5_400_000,
    subject: { kind: 'camera', id: 'camera-0017', name: '[GT] Cầu Gia Bảy - hướng Bắc' },
    end: {
      kind: 'fields',
      fields: [
        { field: 'name', theirs: '[GT] Cầu Gia Bảy - hướng Bắc', mine: '[GT] Cầu Gia Bảy - đầu cầu phía Bắc' },
        { field: 'connection.subStream', theirs: 'rtsp://10.20.3.17/sub2', mine: null },
      ],
    },
    choices: ['keep-theirs', 'propose-again', 'discard'],
    form: 'camera',
  },
  {
    proposalId: '6f9c2a3e-1d5b-4c8a-9e77-0a1b2c3d4e60',
    madeAt: MORNING_MS - 3_600_000,
    subject: { kind: 'layout', id: 'layout-ca-sang', name: 'Ca sáng - trung tâm' },
    end: { kind: 'stale', deleted: false, copyName: 'Ca sáng - trung tâm (bản xung đột TRUCBAN-01 08:02)' },
    choices: ['keep-theirs', 'propose-again', 'discard'],
    form: null,
  },
  {
    proposalId: '6f9c2a3e-1d5b-4c8a-9e77-0a1b2c3d4e61',
    madeAt: MORNING_MS - 1_800_000,
    subject: { kind: 'camera', id: 'camera-0203', name: '[AN] Chợ Thái - cổng chính' },
    end: { kind: 'refused', problem: 'denied', at: null },
    choices: ['propose-again', 'discard'],
    form: null,
  },
];
/** A camera the province has another of that code of, and its refusal. */
export const refusedAddition: SyncConflict = {
  proposalId: '6f9c2a3e-1d5b-4c8a-9e77-0a1b2c3d4e62',
  madeAt: MORNING_MS - 900_000,
  subject: { kind: 'camera', id: '018f0000-0000-7000-8000-000000000002', name: '[AN] Cổng UBND phường Gia Sàng' },
  end: { kind: 'refused', problem: 'already-exists', at: 'code' },
  choices: ['propose-again', 'discard'],
  form: 'registration',
};
export const proposedAddition: ProposedAddition = {
  name: '[AN] Cổng UBND phường Gia Sàng',
  mainUrl: 'rtsp://10.20.7.31:554/main',
  subUrl: 'rtsp://10.20.7.31:554/sub',
  registration: {
    code: '19-05710-AN-0007',
    areaPath: '19/05710',
    unitId: 'unit-ioc',
    legalBasis: 'Quyết định 15/QĐ-UBND ngày 12/3/2026',
    locationType: 'COMMITTEE',
    domains: ['ANTT'],
    position: { latitude: 21.5942, longitude: 105.8482 },
    noticeSign: true,
    sensitive: false,
    device: { make: 'Hãng A', model: 'A-200', firmware: '1.0.3', serial: 'SN000001', videoCodec: 'H264' },
    onvif: 'http://10.20.7.31/onvif/device_service',
  },
  login: 'kept',
  refusal: { problem: 'already-exists', at: 'code' },
};
/** Of the first conflict. */
export const proposedEdit: ProposedEdit = {
  ...{ name: '[GT] Cầu Gia Bảy - đầu cầu phía Bắc', mainUrl: null, subUrl: null },
  login: 'none',
  refusal: null,
  collided: ['name', 'connection'],
};
export const refused: readonly RefusedItem[] = [
  { type: 'camera', id: 'camera-0911', rev: '3-1', reason: 'no-consent' },
  { type: 'camera', id: null, rev: '1-1', reason: 'state-secret' },
  { type: 'sensor', id: 'sensor-1', rev: '1-2', reason: 'unknown-type' },
  { type: 'camera', id: 'camera-1188', rev: '7-2', reason: 'unknown-shape' },
];

export const slip = JSON.stringify({
  version: 1,
  url: 'https://vms.thainguyen.example:7443',
  ca: '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2hyb21pdW0gaXMgbm90IGFza2VkMAoGCCqGSM49BAMCMA==\n-----END CERTIFICATE-----\n',
  signingKey: '3b9c0e5d72f41a86c3d85e0f9b1a7c2468e0d4b3a5f79162837c4d5e6f708192',
  expiresAt: '2026-11-29T10:00:00.000Z',
  code: 'K7QX-2MPA-5RTB-WZ34',
});
