/** PTZ of one device: the verbs of ONVIF's PTZ and Imaging services over its connection. */
import type { PtzAbilities, PtzPreset, PtzVelocity } from '../../src-contract/model/ptz.ts';
import type { OnvifConnection } from './onvif-connection.ts';
import { OnvifFailure } from './onvif-failure.ts';
import {
  readPresets,
  readSpaces,
  readStatus,
  translationXml,
  velocityXml,
  type PtzSpaces,
  type PtzStatus,
  type Shift,
} from './ptz-spaces.ts';
import { findServices, type ServicePlaces } from './service-places.ts';
import { escapeXml } from './soap.ts';
import { child, childrenOf, numberAt, textAt } from './xml-reading.ts';
import type { XmlElement } from './xml.ts';

const ptz = 'http://www.onvif.org/ver20/ptz/wsdl';
const imaging = 'http://www.onvif.org/ver20/imaging/wsdl';
const media1 = 'http://www.onvif.org/ver10/media/wsdl';
const media2 = 'http://www.onvif.org/ver20/media/wsdl';
const tt = 'xmlns="http://www.onvif.org/ver10/schema"';

/** A command that took longer is as good as lost: the next one matters. */
const commandLimitMs = 3000;

interface Place {
  readonly url: URL;
  readonly profile: string;
  readonly spaces: PtzSpaces;
}

interface Lens {
  readonly url: URL;
  readonly source: string;
  readonly focus: boolean;
  /** Range of the iris in the camera's own unit; `null`: it cannot be set. */
  readonly iris: { readonly min: number; readonly max: number } | null;
}

/** What can be asked of a camera that moves. Everything rejects with `OnvifFailure`. */
export interface PtzDevice {
  readonly abilities: PtzAbilities;
  /** Goes on until `stop`, or so long by the camera's own clock. */
  move(velocity: PtzVelocity, timeoutMs: number): Promise<void>;
  /** Pan, tilt, zoom and, where it was driven, the focus. */
  stop(): Promise<void>;
  status(): Promise<PtzStatus>;
  /** `zoom` 0…1: where the lens stands. */
  shift(shift: Shift, zoom: number): Promise<void>;
  presets(): Promise<readonly PtzPreset[]>;
  goTo(token: string): Promise<void>;
  goHome(): Promise<void>;
  /** `token` null makes a new one. Returns its token. */
  savePreset(token: string | null, name: string): Promise<string>;
  removePreset(token: string): Promise<void>;
  autoFocus(): Promise<void>;
  /** `open` and `close` go by a twelfth of the range. */
  iris(change: 'open' | 'close' | 'auto'): Promise<void>;
}

/** `null`: the camera has no PTZ. Rejects with `OnvifFailure`. */
export async function openPtz(connection: OnvifConnection): Promise<PtzDevice | null> {
  const places = await findServices(connection);
  if (places.ptz === undefined) return null;
  const profile = await profileWithPtz(connection, places);
  if (profile === null) return null;
  const nodes = await connection.call(places.ptz, { action: `${ptz}/GetNodes`, body: `<GetNodes xmlns="${ptz}"/>` });
  const spaces = readSpaces(nodes);
  if (spaces.turning === null && spaces.zooming === null) return null;
  const lens = await lensOf(connection, places, profile.source).catch(missing);
  return new OnvifPtz(connection, { url: places.ptz, profile: profile.token, spaces }, lens);
}

/** What a camera does not have is no failure; anything else is. */
function missing(failure: unknown): null {
  if (failure instanceof OnvifFailure && (failure.problem === 'unsupported' || failure.problem === 'fault')) return null;
  throw failure;
}

async function profileWithPtz(
  connection: OnvifConnection,
  places: ServicePlaces,
): Promise<{ readonly token: string; readonly source: string | null } | null> {
  const usable = (profile: XmlElement): string => {
    const token = profile.attributes.get('token') ?? '';
    return token.length <= 200 && !/\p{Cc}/u.test(token) ? token : '';
  };
  if (places.media2 !== undefined) {
    const body = `<GetProfiles xmlns="${media2}"><Type>PTZ</Type><Type>VideoSource</Type></GetProfiles>`;
    const answer = await connection.call(places.media2, { action: `${media2}/GetProfiles`, body }).catch(missing);
    for (const profile of childrenOf(answer, 'Profiles'))
      if (child(profile, 'Configurations', 'PTZ') !== null && usable(profile) !== '')
        return { token: usable(profile), source: textAt(profile, 'Configurations', 'VideoSource', 'SourceToken') };
  }
  if (places.media1 === undefined) return null;
  const answer = await connection.call(places.media1, { action: `${media1}/GetProfiles`, body: `<GetProfiles xmlns="${media1}"/>` });
  for (const profile of childrenOf(answer, 'Profiles'))
    if (child(profile, 'PTZConfiguration') !== null && usable(profile) !== '')
      return { token: usable(profile), source: textAt(profile, 'VideoSourceConfiguration', 'SourceToken') };
  return null;
}

async function lensOf(connection: OnvifConnection, { imaging: url }: ServicePlaces, source: string | null): Promise<Lens | null> {
  if (url === undefined || source === null) return null;
  const token = `<VideoSourceToken>${escapeXml(source)}</VideoSourceToken>`;
  const ask = (name: string): Promise<XmlElement | null> =>
    connection.call(url, { action: `${imaging}/${name}`, body: `<${name} xmlns="${imaging}">${token}</${name}>` });
  const options = child(await ask('GetOptions'), 'ImagingOptions');
  const moves = await ask('GetMoveOptions').catch(missing);
  const manual = childrenOf(child(options, 'Exposure'), 'Mode').some(({ text }) => text === 'MANUAL');
  const [min, max] = [numberAt(options, 'Exposure', 'Iris', 'Min'), numberAt(options, 'Exposure', 'Iris', 'Max')];
  return {
    url,
    source,
    focus: child(moves, 'MoveOptions', 'Continuous') !== null,
    iris: manual && min !== null && max !== null && min < max ? { min, max } : null,
  };
}

class OnvifPtz implements PtzDevice {
  readonly abilities: PtzAbilities;
  readonly #connection: OnvifConnection;
  readonly #place: Place;
  readonly #lens: Lens | null;
  /** Driven at some time: from then on its Stop goes along with every other. */
  #focusing = false;

  constructor(connection: OnvifConnection, place: Place, lens: Lens | null) {
    this.#connection = connection;
    this.#place = place;
    this.#lens = lens;
    const { shifting, shiftingInView, home, presets } = place.spaces;
    this.abilities = {
      relative: shifting !== null || shiftingInView !== null,
      presets,
      home,
      focus: lens?.focus ?? false,
      iris: lens?.iris != null,
    };
  }

  async move(velocity: PtzVelocity, timeoutMs: number): Promise<void> {
    const duration = `<Timeout>PT${String(Math.max(1, Math.round(timeoutMs / 1000)))}S</Timeout>`;
    const turns = `<Velocity>${velocityXml(velocity, this.#place.spaces)}</Velocity>${duration}`;
    const jobs = [this.#ask('ContinuousMove', turns)];
    if (velocity.focus === 0 && this.#focusing) jobs.push(this.#askLens('Stop', ''));
    if (velocity.focus !== 0 && this.#lens?.focus === true) {
      this.#focusing = true;
      jobs.push(this.#askLens('Move', `<Focus><Continuous ${tt}><Speed>${velocity.focus.toFixed(3)}</Speed></Continuous></Focus>`));
    }
    await settled(jobs);
  }

  /** Both are asked at once: neither may keep the other from being told. */
  async stop(): Promise<void> {
    const jobs = [this.#ask('Stop', '<PanTilt>true</PanTilt><Zoom>true</Zoom>')];
    if (this.#focusing) jobs.push(this.#askLens('Stop', ''));
    await settled(jobs);
  }

  async status(): Promise<PtzStatus> {
    return readStatus(await this.#ask('GetStatus', ''));
  }

  async shift(shift: Shift, zoom: number): Promise<void> {
    await this.#ask('RelativeMove', `<Translation>${translationXml(shift, this.#place.spaces, zoom)}</Translation>`);
  }

  async presets(): Promise<readonly PtzPreset[]> {
    return readPresets(await this.#ask('GetPresets', ''));
  }

  async goTo(token: string): Promise<void> {
    await this.#ask('GotoPreset', `<PresetToken>${escapeXml(token)}</PresetToken>`);
  }

  async goHome(): Promise<void> {
    await this.#ask('GotoHomePosition', '');
  }

  async savePreset(token: string | null, name: string): Promise<string> {
    const kept = token === null ? '' : `<PresetToken>${escapeXml(token)}</PresetToken>`;
    const answer = await this.#ask('SetPreset', `<PresetName>${escapeXml(name)}</PresetName>${kept}`);
    const made = textAt(answer, 'PresetToken') ?? token ?? '';
    if (made === '' || made.length > 64 || /\p{Cc}/u.test(made)) throw new OnvifFailure('fault', { reason: 'no preset token' });
    return made;
  }

  async removePreset(token: string): Promise<void> {
    await this.#ask('RemovePreset', `<PresetToken>${escapeXml(token)}</PresetToken>`);
  }

  async autoFocus(): Promise<void> {
    await this.#set(`<Focus ${tt}><AutoFocusMode>AUTO</AutoFocusMode></Focus>`);
  }

  async iris(change: 'open' | 'close' | 'auto'): Promise<void> {
    const range = this.#lens?.iris ?? null;
    if (change === 'auto' || range === null) {
      await this.#set(`<Exposure ${tt}><Mode>AUTO</Mode></Exposure>`);
      return;
    }
    const now =
      numberAt(await this.#askLens('GetImagingSettings', ''), 'ImagingSettings', 'Exposure', 'Iris') ?? (range.min + range.max) / 2;
    const by = ((range.max - range.min) / 12) * (change === 'open' ? 1 : -1);
    const next = Math.min(range.max, Math.max(range.min, now + by));
    await this.#set(`<Exposure ${tt}><Mode>MANUAL</Mode><Iris>${next.toFixed(2)}</Iris></Exposure>`);
  }

  #ask(name: string, inside: string): Promise<XmlElement | null> {
    const profile = `<ProfileToken>${escapeXml(this.#place.profile)}</ProfileToken>`;
    const body = `<${name} xmlns="${ptz}">${profile}${inside}</${name}>`;
    return this.#connection.call(this.#place.url, { action: `${ptz}/${name}`, body }, { limitMs: commandLimitMs });
  }

  #set(settings: string): Promise<XmlElement | null> {
    return this.#askLens('SetImagingSettings', `<ImagingSettings>${settings}</ImagingSettings>`);
  }

  #askLens(name: string, inside: string): Promise<XmlElement | null> {
    if (this.#lens === null) return Promise.reject(new OnvifFailure('unsupported'));
    const body = `<${name} xmlns="${imaging}"><VideoSourceToken>${escapeXml(this.#lens.source)}</VideoSourceToken>${inside}</${name}>`;
    return this.#connection.call(this.#lens.url, { action: `${imaging}/${name}`, body }, { limitMs: commandLimitMs });
  }
}

/** All of them, and the first failure once all are over. */
async function settled(jobs: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(jobs)) if (result.status === 'rejected') throw result.reason;
}
