/** Cameras of a province as windows are told of them, made from the demo's documents. */
import type { Camera } from '../../src-contract/model/camera.ts';
import type { Territory } from '../../src-contract/model/territory.ts';
import { buildCameras } from '../../tools/reference-backend/seed/cameras.ts';
import { areas, units } from '../../tools/reference-backend/seed/units.ts';

export const demoTerritory: Territory = {
  areas: areas.map(({ path, kind, name, aliases }) => ({ path, kind, name, aliases })),
  units: units.map(({ id, kind, name }) => ({ id, kind, name })),
};

const areaNames = new Map(areas.map(({ path, name }) => [path, name]));
const unitNames = new Map(units.map(({ id, name }) => [id, name]));

/** The demo's 1,200 in the order of their codes, then the same again with other ids, codes and numbers. */
export function provinceCameras(count: number): Camera[] {
  const documents = buildCameras(20_260_701, { simulatorUrl: 'rtsp://127.0.0.1:8554', liveCount: 24 });
  return Array.from({ length: count }, (_, index): Camera => {
    const document = documents[index % documents.length];
    if (document === undefined) throw new Error('the demo has cameras');
    const round = Math.floor(index / documents.length);
    const code =
      round === 0 ? document.code : document.code.replace(/\d{4}$/u, (last) => String(Number(last) + round * 1000).padStart(4, '0'));
    return {
      id: round === 0 ? document.id : `${document.id}-${String(round)}`,
      number: index + 1,
      name: round === 0 ? document.name : document.name.replace(' - ', ` ${String(round)} - `),
      area: areaNames.get(document.areaPath) ?? document.areaPath,
      mainUrl: document.connection.mainStream,
      subUrl: document.connection.subStream,
      transport: 'tcp',
      username: null,
      hasPassword: true,
      trustedCertificate: null,
      province: {
        code,
        areaPath: document.areaPath,
        unit: unitNames.get(document.managingUnitId) ?? document.managingUnitId,
        unitId: document.managingUnitId,
        group: document.code.split('-')[2] ?? '',
        domains: document.domains,
        sensitive: document.sensitive,
        state: document.state === 'maintenance' ? 'maintenance' : 'active',
        pendingEdits: 0,
        ...(document.consent === null ? {} : { consent: { documentNo: document.consent.documentNo, until: null } }),
      },
    };
  });
}
