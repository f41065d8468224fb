/** What a PTZ node says it can do, and what a wish becomes in its ranges. Pure. */
import type { PtzVelocity } from '../../src-contract/model/ptz.ts';
import { child, childrenOf, numberAt, textAt } from './xml-reading.ts';
import type { XmlElement } from './xml.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface Space {
  readonly uri: string;
  readonly x: Range;
  /** The same as `x` for a zoom space. */
  readonly y: Range;
}

/** Spaces of a node; `null`: it has no such move. */
export interface PtzSpaces {
  readonly turning: Space | null;
  readonly zooming: Space | null;
  readonly shifting: Space | null;
  /** A shift in halves of the field of view, which makes a click exact. */
  readonly shiftingInView: Space | null;
  readonly shiftingZoom: Space | null;
  readonly home: boolean;
  readonly presets: boolean;
}

const mostSpaces = 64;
const unit: Range = { min: -1, max: 1 };

/** `GetNodesResponse` or `GetNodeResponse`. */
export function readSpaces(response: XmlElement | null): PtzSpaces {
  const node = child(response, 'PTZNode');
  const supported = child(node, 'SupportedPTZSpaces');
  const of = (name: string): readonly Space[] => childrenOf(supported, name).slice(0, mostSpaces).flatMap(spaceOf);
  const generic = (spaces: readonly Space[]): Space | null => spaces.find(({ uri }) => uri.endsWith('GenericSpace')) ?? spaces[0] ?? null;
  const shifts = of('RelativePanTiltTranslationSpace');
  return {
    turning: generic(of('ContinuousPanTiltVelocitySpace')),
    zooming: generic(of('ContinuousZoomVelocitySpace')),
    shifting: generic(shifts.filter(({ uri }) => !uri.endsWith('SpaceFov'))),
    shiftingInView: shifts.find(({ uri }) => uri.endsWith('TranslationSpaceFov')) ?? null,
    shiftingZoom: generic(of('RelativeZoomTranslationSpace')),
    home: textAt(node, 'HomeSupported') === 'true',
    presets: (numberAt(node, 'MaximumNumberOfPresets') ?? 1) > 0,
  };
}

function spaceOf(element: XmlElement): Space[] {
  const uri = textAt(element, 'URI') ?? '';
  const x = rangeOf(child(element, 'XRange'));
  return /^https?:\/\/[^\s"'<>&]{1,300}$/u.test(uri)
    ? [{ uri, x, y: child(element, 'YRange') === null ? x : rangeOf(child(element, 'YRange')) }]
    : [];
}

/** A camera that says nothing usable means −1…1. */
function rangeOf(element: XmlElement | null): Range {
  const [min, max] = [numberAt(element, 'Min'), numberAt(element, 'Max')];
  return min !== null && max !== null && min < max ? { min, max } : unit;
}

/** −1…1 in a camera's own range; 0 stays 0, whatever the range. */
export function inRange(value: number, { min, max }: Range): number {
  const bounded = Math.min(1, Math.max(-1, value));
  return rounded(bounded < 0 ? -bounded * Math.min(0, min) : bounded * Math.max(0, max));
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000 + 0;

/** Elements of a velocity. Only what the node has; some refuse a whole move for one axis they lack. */
export function velocityXml({ pan, tilt, zoom }: PtzVelocity, { turning, zooming }: PtzSpaces): string {
  const panTilt = turning === null ? '' : `<PanTilt ${tt} x="${String(inRange(pan, turning.x))}" y="${String(inRange(tilt, turning.y))}"/>`;
  return `${panTilt}${zooming === null ? '' : `<Zoom ${tt} x="${String(inRange(zoom, zooming.x))}"/>`}`;
}

const tt = 'xmlns="http://www.onvif.org/ver10/schema"';

/** Where in the picture, from its centre: −1…1, right and up; `closer`: how many times larger it is to be seen. */
export interface Shift {
  readonly x: number;
  readonly y: number;
  readonly closer: number;
}

/** Assumed where a camera cannot shift within its view: what common dome cameras have. */
const panDegrees = 360;
const tiltDegrees = 180;
const widestView = { horizontal: 60, vertical: 35 };
const zoomFactor = 25;

/** How many times larger than at its widest a camera sees at this zoom, 0…1; lenses change it evenly in the logarithm. */
export function magnification(zoom: number): number {
  return zoomFactor ** Math.min(1, Math.max(0, zoom));
}

/** `zoom` 0…1 is where the lens stands now. */
export function translationXml({ x, y, closer }: Shift, spaces: PtzSpaces, zoom: number): string {
  const { shifting, shiftingInView, shiftingZoom } = spaces;
  const larger = magnification(zoom);
  const degrees = { x: (x * widestView.horizontal) / 2 / larger, y: (y * widestView.vertical) / 2 / larger };
  const panTilt =
    shiftingInView !== null
      ? `<PanTilt ${tt} x="${String(inRange(x, shiftingInView.x))}" y="${String(inRange(y, shiftingInView.y))}" space="${shiftingInView.uri}"/>`
      : shifting === null
        ? ''
        : `<PanTilt ${tt} x="${String(inRange(degrees.x / (panDegrees / 2), shifting.x))}" y="${String(inRange(degrees.y / (tiltDegrees / 2), shifting.y))}"/>`;
  const zoomBy = Math.log(Math.min(zoomFactor, Math.max(1 / zoomFactor, closer))) / Math.log(zoomFactor);
  const zooms = shiftingZoom === null || closer === 1 ? '' : `<Zoom ${tt} x="${String(inRange(zoomBy, shiftingZoom.x))}"/>`;
  return `${panTilt}${zooms}`;
}

export interface PtzStatus {
  /** `null` where the camera does not say. */
  readonly moving: boolean | null;
  readonly position: { readonly pan: number; readonly tilt: number; readonly zoom: number } | null;
}

/** `GetStatusResponse`. */
export function readStatus(response: XmlElement | null): PtzStatus {
  const status = child(response, 'PTZStatus');
  const words = ['PanTilt', 'Zoom'].flatMap((axis) => textAt(status, 'MoveStatus', axis)?.toUpperCase() ?? []);
  const known = words.filter((word) => word === 'MOVING' || word === 'IDLE');
  const at = (axis: string, name: string): number => Number(child(status, 'Position', axis)?.attributes.get(name) ?? Number.NaN);
  const position = { pan: at('PanTilt', 'x'), tilt: at('PanTilt', 'y'), zoom: at('Zoom', 'x') };
  return {
    moving: known.length === 0 ? null : known.includes('MOVING'),
    position: Object.values(position).every(Number.isFinite) ? position : null,
  };
}

const mostPresets = 256;

/** `GetPresetsResponse`. Entries without a usable token are left out: several makes list empty places. */
export function readPresets(response: XmlElement | null): readonly { readonly token: string; readonly name: string }[] {
  return childrenOf(response, 'Preset')
    .slice(0, mostPresets)
    .flatMap((preset) => {
      const token = preset.attributes.get('token') ?? '';
      if (token === '' || token.length > 64 || /\p{Cc}/u.test(token)) return [];
      const name = (textAt(preset, 'Name') ?? '')
        .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
        .trim()
        .slice(0, 200);
      return [{ token, name: name === '' ? token : name }];
    });
}
