/** Which of a device's profiles are a camera's main and sub stream. Pure. */
import type { DeviceChannel, MediaProfile, VideoCoding } from '../../src-contract/model/device.ts';

/** How well the program shows it: what every browser decodes first, what it cannot decode last. */
const taste: Readonly<Record<VideoCoding, number>> = { h264: 3, h265: 2, jpeg: 1, mpeg4: 0, other: 0 };
/** What a small tile of a wall needs; a profile with about as many pixels is the best sub stream. */
const subPixels = 640 * 360;

/** One channel per picture source, in the device's order. */
export function channelsOf(profiles: readonly MediaProfile[]): readonly DeviceChannel[] {
  const sources = new Map<string, MediaProfile[]>();
  for (const profile of profiles) sources.set(profile.source, [...(sources.get(profile.source) ?? []), profile]);
  return [...sources].map(([source, own]) => ({ source, profiles: own, ...rolesOf(own) }));
}

/** The largest picture that can be shown is main; of the smaller ones, the one nearest to what a small tile needs is sub. */
export function rolesOf(profiles: readonly MediaProfile[]): { readonly main: string | null; readonly sub: string | null } {
  const usable = profiles.filter(({ streamUri, coding }) => streamUri !== null && taste[coding] > 0);
  const main = best(usable, (profile) => [pixels(profile), taste[profile.coding], profile.fps ?? 0]);
  if (main === null) return { main: null, sub: null };
  // Where sizes are not told, the second profile is the smaller one on every device seen.
  const smaller = usable.filter((profile) => profile !== main && profile.streamUri !== main.streamUri && pixels(profile) <= pixels(main));
  const lighter = smaller.filter((profile) => pixels(profile) < pixels(main) || pixels(main) === 0);
  const sub = best(lighter, (profile) => [-Math.abs(Math.log(Math.max(1, pixels(profile)) / subPixels)), taste[profile.coding]]);
  return { main: main.token, sub: sub?.token ?? null };
}

const pixels = ({ width, height }: MediaProfile): number => width * height;

/** The first of those that no other beats, compared figure by figure. */
function best(profiles: readonly MediaProfile[], figures: (profile: MediaProfile) => readonly number[]): MediaProfile | null {
  return profiles.reduce<MediaProfile | null>(
    (leader, each) => (leader === null || beats(figures(each), figures(leader)) ? each : leader),
    null,
  );
}

function beats(left: readonly number[], right: readonly number[]): boolean {
  for (const [index, figure] of left.entries()) {
    const other = right[index] ?? 0;
    if (figure !== other) return figure > other;
  }
  return false;
}
