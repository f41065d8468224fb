import type { FuzzTarget, TargetName } from '../fuzz-target.ts';
import { codecTarget } from './codec.ts';
import { nutTarget } from './nut.ts';
import { onvifTarget } from './onvif.ts';
import { rtpTarget } from './rtp.ts';
import { rtspTarget } from './rtsp.ts';
import { sdpTarget } from './sdp.ts';
import { soundTarget } from './sound.ts';

export const targets: Readonly<Record<TargetName, FuzzTarget>> = {
  rtsp: rtspTarget,
  sdp: sdpTarget,
  rtp: rtpTarget,
  nut: nutTarget,
  codec: codecTarget,
  onvif: onvifTarget,
  sound: soundTarget,
};
