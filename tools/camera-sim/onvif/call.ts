/** What every service's answers are made from: one request to one device. */
import type { CameraBank } from '../camera-bank.ts';
import type { FaultBoard } from '../faults.ts';
import type { OnvifCamera } from './onvif-camera.ts';
import type { PullPoints } from './pull-points.ts';
import { SoapFault } from './soap.ts';
import { textAt, type Element } from './xml.ts';

export interface Call {
  readonly device: OnvifCamera;
  /** The element in the body. */
  readonly request: Element;
  /** `http://host:port/cam/3` as the device believes it is reached. */
  readonly base: string;
  /** `rtsp://host:port/cam/3/main` of a profile, as the device believes it is reached. */
  readonly streamUrl: (profile: string) => string;
  /** Path after the service's name, such as a subscription's. */
  readonly rest: string;
  /** Monotonic milliseconds. */
  readonly now: number;
  /** Epoch milliseconds by the device's own clock. */
  readonly clock: number;
  readonly faults: FaultBoard;
  readonly bank: CameraBank;
  readonly pullPoints: PullPoints;
}

/** The body of the answer, without the envelope. Throws `SoapFault`. */
export type Answering = (call: Call) => string | Promise<string>;
export type Service = ReadonlyMap<string, Answering>;

/** `main` or `sub` for the profile a request names. Throws `SoapFault` for an unknown one. */
export function profileIn(call: Call): 'main' | 'sub' {
  const token = textAt(call.request, 'ProfileToken');
  if (token === 'Profile_main') return 'main';
  if (token === 'Profile_sub') return 'sub';
  throw new SoapFault('NoProfile', 'The requested profile token does not exist.');
}
