/** Feed items of a small province with their right revisions. */
import { hash } from 'node:crypto';
import type { Camera, FeedItem, FeedUpsert } from '../../src-contract/province/schemas.ts';
import { canonicalJson } from '../../src-main/base/sync/canonical-json.ts';

export const feedCamera = (id: string, change: Partial<Camera> = {}): Camera => ({
  id,
  code: '19-05443-GT-0001',
  name: `Camera ${id}`,
  areaPath: '19/05443',
  managingUnitId: 'unit-a',
  operatingUnitId: 'unit-a',
  unitSince: '2025-07-01T00:00:00.000Z',
  ownershipClass: 'STATE',
  classification: 'NONE',
  consent: null,
  state: 'active',
  sensitive: false,
  position: { longitude: 105.84, latitude: 21.59 },
  headingDeg: 90,
  fieldOfViewDeg: 60,
  locationType: 'JUNCTION',
  domains: ['ATGT'],
  legalBasis: 'Quyết định 1',
  noticeSign: true,
  device: { make: 'A', model: 'B', firmware: '', serial: '', onvifProfiles: ['S'], videoCodec: 'H264' },
  compliance: { state: 'DAT', until: null },
  connection: { mainStream: 'rtsp://10.0.0.1/main', subStream: null, onvif: null, credentialRev: null },
  ...change,
});

export const upsertOf = (
  type: string,
  document: { readonly id: string } & Readonly<Record<string, unknown>>,
  generation = 1,
): FeedUpsert => ({
  op: 'upsert',
  type,
  id: document.id,
  rev: `${generation}-${hash('sha256', canonicalJson(document)).slice(0, 32)}`,
  document,
});

export const tombstoneOf = (type: string, id: string, generation: number): FeedItem => ({
  op: 'delete',
  type,
  id,
  rev: `${generation}-${'0'.repeat(32)}`,
});
