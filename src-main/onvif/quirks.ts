/** Where devices do otherwise than the specification says, as data: who, what, and who found it. Pure. */

export interface QuirkEffects {
  /** Media2 is announced and does not work: Media is asked. */
  readonly media1Only?: true;
  /** Pan and tilt must not stand in one command with zoom. */
  readonly oneAxisGroupAtATime?: true;
  /** Pulling messages does not extend a subscription: Renew does. */
  readonly renewsSubscription?: true;
  /** A Stop is heeded only when it names the axes. */
  readonly stopNamesAxes?: true;
}

interface Quirk {
  readonly name: string;
  readonly manufacturer: RegExp;
  readonly model?: RegExp;
  readonly effects: QuirkEffects;
  /** Nothing here was seen on a device of ours: each line names who reported it. */
  readonly origin: string;
}

const quirks: readonly Quirk[] = [
  {
    name: 'dlink-media2-broken',
    manufacturer: /^d-?link/iu,
    model: /DCS-8635LH/iu,
    effects: { media1Only: true },
    origin: 'comment in agsh/onvif 0.8.3, lib/cam.js: GetProfiles by Media2 fails',
  },
  {
    name: 'xiongmai-one-axis-group',
    manufacturer: /^(?:xiongmai|xm|h264dvr|iptz?cam)/iu,
    effects: { oneAxisGroupAtATime: true },
    origin: 'agsh/onvif 0.6.5 changelog: vectors with only pan and tilt, or only zoom',
  },
  {
    name: 'sony-xp1-one-axis-group',
    manufacturer: /^sony/iu,
    model: /SRG-XP1/iu,
    effects: { oneAxisGroupAtATime: true },
    origin: 'agsh/onvif 0.6.5 changelog',
  },
  {
    name: 'axis-renews-subscription',
    manufacturer: /^axis/iu,
    effects: { renewsSubscription: true },
    origin: 'agsh/onvif, lib/events.js: termination time is not extended by PullMessages',
  },
];

export interface KnownQuirks {
  readonly names: readonly string[];
  readonly effects: QuirkEffects;
}

export function quirksOf(manufacturer: string, model: string): KnownQuirks {
  const own = quirks.filter((quirk) => quirk.manufacturer.test(manufacturer) && (quirk.model?.test(model) ?? true));
  return { names: own.map(({ name }) => name), effects: Object.assign({}, ...own.map(({ effects }) => effects)) as QuirkEffects }; // each is one
}
