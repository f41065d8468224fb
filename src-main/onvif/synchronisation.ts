/** A keyframe on request: `SetSynchronizationPoint` of Media2 (ver20) or Media (ver10). */
import { readProfiles } from './inspect.ts';
import type { OnvifConnection } from './onvif-connection.ts';
import { OnvifFailure } from './onvif-failure.ts';
import type { ServicePlaces } from './service-places.ts';
import { escapeXml } from './soap.ts';

const ways = [
  ['media2', 'http://www.onvif.org/ver20/media/wsdl'],
  ['media1', 'http://www.onvif.org/ver10/media/wsdl'],
] as const;

/** Asks by Media2, and by Media where that is not there or will not. Returns which service took it. Rejects as `OnvifConnection.call`, with `unsupported` where the device has neither. */
export async function askForKeyframe(
  connection: Pick<OnvifConnection, 'call'>,
  places: ServicePlaces,
  profileToken: string,
): Promise<'media2' | 'media1'> {
  let failure = new OnvifFailure('unsupported');
  for (const [way, namespace] of ways) {
    const url = places[way];
    if (url === undefined) continue;
    const body = `<SetSynchronizationPoint xmlns="${namespace}"><ProfileToken>${escapeXml(profileToken)}</ProfileToken></SetSynchronizationPoint>`;
    try {
      await connection.call(url, { action: `${namespace}/SetSynchronizationPoint`, body }, { limitMs: answerLimitMs });
      return way;
    } catch (refusal) {
      if (!(refusal instanceof OnvifFailure) || (refusal.problem !== 'unsupported' && refusal.problem !== 'fault')) throw refusal;
      failure = refusal;
    }
  }
  throw failure;
}

/** Whoever answers later than this answers after the camera's own keyframe. */
const answerLimitMs = 3000;

/** The profile a stream's address belongs to; `null` where the device names it nowhere. Asks for every profile's address: keep the answer. */
export async function profileOfStream(connection: OnvifConnection, places: ServicePlaces, streamUrl: string): Promise<string | null> {
  if (!URL.canParse(streamUrl)) return null;
  const { pathname, search } = new URL(streamUrl);
  const { profiles } = await readProfiles(connection, places, false);
  const same = ({ streamUri }: { readonly streamUri: string | null }): boolean => {
    if (streamUri === null || !URL.canParse(streamUri)) return false;
    const given = new URL(streamUri);
    return given.pathname === pathname && given.search === search;
  };
  return profiles.find(same)?.token ?? null;
}
