/** The province's camera as the program shows it. Every text in it comes from elsewhere and is made fit to show here. */
import type { Camera, RtspTransport } from '../../../src-contract/model/camera.ts';
import type { Camera as ProvinceCamera } from '../../../src-contract/province/schemas.ts';
import { mergePatch } from '../../base/sync/merge.ts';
import type { Configuration } from './configuration.ts';

const LONGEST = 200;

export interface ShownFacts {
  readonly number: number;
  readonly transport: RtspTransport;
  /** Edits made here that the province has not answered yet, oldest first. */
  readonly patches: readonly Readonly<Record<string, unknown>>[];
}

/**
 * `null` for one that is no longer there to be watched. Of an edit still waiting only the name and a retirement show:
 * an address is dialled, with the camera's password, only once the province has taken it.
 */
export function shownCamera(document: ProvinceCamera, facts: ShownFacts, configuration: Configuration): Camera | null {
  const edited = facts.patches.reduce<Readonly<Record<string, unknown>>>(merged, { ...document });
  const state = edited['state'] === 'retired' ? 'retired' : document.state;
  if (state === 'retired') return null;
  const { connection, code, masks = [] } = document;
  return {
    id: document.id,
    number: facts.number,
    name: words(edited['name'], code),
    area: areaInWords(document.areaPath, configuration),
    mainUrl: connection.mainStream,
    subUrl: connection.subStream,
    transport: facts.transport,
    username: null,
    hasPassword: connection.credentialRev !== null,
    trustedCertificate: null,
    province: {
      code,
      areaPath: document.areaPath,
      unit: unitInWords(document.managingUnitId, configuration),
      unitId: document.managingUnitId,
      group: groupOf(code),
      domains: document.domains,
      sensitive: document.sensitive,
      state,
      pendingEdits: facts.patches.length,
      masks: { all: masks.length, liftable: masks.filter(({ liftable }) => liftable).length },
      ...consentOf(document),
    },
  };
}

function consentOf({ ownershipClass, consent }: ProvinceCamera): Pick<NonNullable<Camera['province']>, 'consent'> {
  if (ownershipClass !== 'VOLUNTARY' || consent === null) return {};
  const { documentNo, validTo } = consent;
  return { consent: { documentNo: words(documentNo, '?'), until: validTo === null ? null : Date.parse(validTo) } };
}

/** `GT` of `19-05443-GT-0001`. */
const groupOf = (code: string): string => code.split('-')[2] ?? '';

const merged = (document: Readonly<Record<string, unknown>>, patch: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  mergePatch(document, patch) as Readonly<Record<string, unknown>>; // merging into an object gives one

/** One line of composed text without control characters; `instead` where nothing is left. */
export function words(text: unknown, instead: string): string {
  if (typeof text !== 'string') return instead;
  const plain = text
    .replaceAll(/\p{C}+/gu, ' ')
    .normalize('NFC')
    .trim();
  return plain === '' ? instead : plain.slice(0, LONGEST).toWellFormed().trim();
}

/** `Phường Phan Đình Phùng · Khu A`: the commune and what lies within it, the province itself left out. */
export function areaInWords(path: string, configuration: Pick<Configuration, 'areaAt'>): string {
  const segments = path.split('/');
  const paths = segments.map((_, at) => segments.slice(0, at + 1).join('/'));
  const below = paths.length > 1 ? paths.slice(1) : paths;
  return words(below.map((one) => configuration.areaAt(one)?.name ?? one).join(' · '), path);
}

export function unitInWords(id: string, { units }: Pick<Configuration, 'units'>): string {
  return words(units.get(id)?.document.name, id);
}
