/**
 * A camera that is called up in the middle of a group of pictures shows nothing until its next keyframe. Where it is
 * known as an ONVIF device it is asked for one. Nobody waits for that, and nobody is told when it fails: the keyframe
 * comes by itself, later.
 */
import type { StreamProfile } from '../../../src-contract/model/camera.ts';
import type { StreamState } from '../../../src-contract/model/stream-state.ts';
import type { Credentials } from '../../base/challenge.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { StreamSource } from '../../media/source.ts';
import { OnvifFailure } from '../../onvif/onvif-failure.ts';
import type { DeviceAccess, OpenDevice } from '../../onvif/open-device.ts';
import { findServices, type ServicePlaces } from '../../onvif/service-places.ts';
import { askForKeyframe, profileOfStream } from '../../onvif/synchronisation.ts';
import { readStreamKey } from '../stream-key.ts';
import type { DevicePlace } from './device-book.ts';

/** Most cameras begin with a keyframe or answer an RTCP request well within this; see docs/decisions/0033. */
export const ASK_AFTER_MS = 400;
/** A recorder whose channels come all at once is not asked for all of them. */
const MAX_PER_DEVICE = 8;
const PERIOD_MS = 10_000;
/** After it refused, or did not answer: a wrong login asked again locks the account the stream needs. */
const REST_MS = 300_000;
/** Connections kept for the next time; the one used longest ago goes. */
const MAX_DEVICES = 32;

export interface KeyframeAskingNeeds {
  /** Whether anybody has that stream by right at this moment. */
  readonly pulls: (streamKey: string) => boolean;
  /** Where the camera's device is; `null` where it is not known to have one. */
  readonly placeOf: (cameraId: string) => DevicePlace | null;
  /** Throws where the camera went meanwhile. */
  readonly sourceOf: (cameraId: string, profile: StreamProfile) => StreamSource;
  /** Opens no connection yet. */
  readonly open: (access: DeviceAccess) => OpenDevice;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
}

interface Device {
  readonly opened: OpenDevice;
  readonly login: string;
  /** What was asked lately, monotonic ms. */
  asked: readonly number[];
  restsUntilMs: number;
  /** Small devices answer one question at a time. */
  turn: Promise<void>;
  places: ServicePlaces | null;
  /** Profiles found by a stream's address; `null`: the device names none. */
  readonly profiles: Map<string, string | null>;
}

interface Wanted {
  readonly streamKey: string;
  /** The device's name for the stream's profile; `null` where it has to be found by the address. */
  readonly profile: string | null;
  readonly url: string;
}

export class KeyframeAsking implements Disposable {
  readonly #needs: KeyframeAskingNeeds;
  readonly #waiting = new Map<string, Disposable>();
  readonly #devices = new Map<string, Device>();
  readonly #counts = new Map<string, number>();

  constructor(needs: KeyframeAskingNeeds) {
    this.#needs = needs;
  }

  /** Since the start: `asked`, `answered-media2`, `answered-media1`, `withheld` (too often, or the device rests), `failed-<problem>`. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** To be told of every change of every stream. Asks once for each time a stream waits. */
  streamChanged({ streamKey, state }: { readonly streamKey: string; readonly state: StreamState }): void {
    if (state.kind !== 'waiting-keyframe') {
      this.#waiting.get(streamKey)?.dispose();
      this.#waiting.delete(streamKey);
      return;
    }
    if (this.#waiting.has(streamKey)) return;
    const timer = this.#needs.clock.after(ASK_AFTER_MS, () => {
      this.#wanted(streamKey);
    });
    this.#waiting.set(streamKey, timer);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) timer.dispose();
    this.#waiting.clear();
    for (const { opened } of this.#devices.values()) opened.dispose();
    this.#devices.clear();
  }

  #wanted(streamKey: string): void {
    const stream = readStreamKey(streamKey);
    const place = stream === null ? null : this.#needs.placeOf(stream.cameraId);
    if (stream === null || place === null || !this.#needs.pulls(streamKey)) return;
    const { cameraId, profile } = stream;
    const known = profile === 'sub' ? place.device?.subProfile : place.device?.mainProfile;
    const source = this.#needs.sourceOf(cameraId, profile);
    const device = this.#deviceAt(place.url, source);
    const nowMs = this.#needs.clock.now();
    device.asked = device.asked.filter((atMs) => nowMs - atMs < PERIOD_MS);
    if (nowMs < device.restsUntilMs || device.asked.length >= MAX_PER_DEVICE) {
      this.#count('withheld');
      return;
    }
    device.asked = [...device.asked, nowMs];
    const wanted = { streamKey, profile: known ?? null, url: source.url };
    device.turn = device.turn.then(() => this.#ask(device, wanted));
  }

  async #ask(device: Device, { streamKey, profile, url }: Wanted): Promise<void> {
    const { clock, log } = this.#needs;
    // It came while others had their turn, or the device refused one of those.
    if (!this.#waiting.has(streamKey) || clock.now() < device.restsUntilMs) return;
    this.#count('asked');
    try {
      const { connection } = device.opened;
      device.places ??= await findServices(connection);
      const token = profile ?? (await this.#profileOf(device, device.places, url));
      if (token === null) throw new OnvifFailure('unsupported', { reason: 'no profile of that stream' });
      this.#count(`answered-${await askForKeyframe(connection, device.places, token)}`);
    } catch (failure) {
      const problem = failure instanceof OnvifFailure ? failure.problem : 'internal';
      this.#count(`failed-${problem}`);
      device.restsUntilMs = clock.now() + REST_MS;
      log.debug('no keyframe on request', problem === 'internal' ? { problem, failure } : { problem });
    }
  }

  async #profileOf({ opened, profiles }: Device, places: ServicePlaces, url: string): Promise<string | null> {
    const known = profiles.get(url);
    if (known !== undefined) return known;
    const found = await profileOfStream(opened.connection, places, url);
    profiles.set(url, found);
    return found;
  }

  /** The one that is open, unless its login has changed since. */
  #deviceAt(url: URL, { username, password, trustedCertificate }: StreamSource): Device {
    const credentials: Credentials | null = username === null ? null : { username, password: password ?? '' };
    const login = JSON.stringify([credentials, trustedCertificate ?? null]);
    const open = this.#devices.get(url.href);
    this.#devices.delete(url.href);
    if (open?.login === login) {
      this.#devices.set(url.href, open);
      return open;
    }
    open?.opened.dispose();
    const opened = this.#needs.open({ deviceUrl: url, credentials, pin: trustedCertificate ?? null });
    const device: Device = {
      ...{ opened, login, asked: [], restsUntilMs: Number.NEGATIVE_INFINITY, turn: Promise.resolve(), places: null, profiles: new Map() },
    };
    this.#devices.set(url.href, device);
    this.#endOldest();
    return device;
  }

  #endOldest(): void {
    const [oldest] = this.#devices;
    if (oldest === undefined || this.#devices.size <= MAX_DEVICES) return;
    oldest[1].opened.dispose();
    this.#devices.delete(oldest[0]);
  }

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }
}
