/** Media (ver10) and Media2 (ver20): the profiles of a camera, their addresses, a keyframe on request. */
import type { Clip } from '../media/clips.ts';
import { profileIn, type Call, type Service } from './call.ts';
import { SoapFault } from './soap.ts';
import { childOf, escapeXml, textAt } from './xml.ts';

const both = ['main', 'sub'] as const;
type Which = (typeof both)[number];

function clipOf(call: Call, which: Which): Clip {
  const { camera } = call.device;
  return call.bank.wantedClip(camera, which === 'main' ? camera.mainProfile : camera.subProfile);
}

const wordOf = { h264: 'H264', h265: 'H265', jpeg: 'JPEG' } as const;

function codecOf(clip: Clip): keyof typeof wordOf {
  return clip.codec === 'h265' || clip.codec === 'jpeg' ? clip.codec : 'h264';
}

export const mediaService: Service = new Map<string, (call: Call) => string>([
  [
    'GetProfiles',
    (call) => `<trt:GetProfilesResponse>${both.map((which) => profile1(call, which, 'Profiles')).join('')}</trt:GetProfilesResponse>`,
  ],
  ['GetProfile', (call) => `<trt:GetProfileResponse>${profile1(call, profileIn(call), 'Profile')}</trt:GetProfileResponse>`],
  [
    'GetVideoSources',
    (call) =>
      `<trt:GetVideoSourcesResponse><trt:VideoSources token="VideoSource_1"><tt:Framerate>${String(clipOf(call, 'main').entry?.fps ?? 25)}</tt:Framerate>${resolution(clipOf(call, 'main'))}</trt:VideoSources></trt:GetVideoSourcesResponse>`,
  ],
  ['GetStreamUri', (call) => uri('trt:GetStreamUriResponse', 'trt:MediaUri', call.streamUrl(streamOf(call)))],
  ['GetSnapshotUri', (call) => uri('trt:GetSnapshotUriResponse', 'trt:MediaUri', `${call.base}/snapshot.jpg`)],
  ['SetSynchronizationPoint', (call) => synchronise(call, 'trt:SetSynchronizationPointResponse')],
]);

export const media2Service: Service = new Map<string, (call: Call) => string>([
  ['GetProfiles', profiles2],
  [
    'GetStreamUri',
    (call) => `<tr2:GetStreamUriResponse><tr2:Uri>${escapeXml(call.streamUrl(streamOf(call)))}</tr2:Uri></tr2:GetStreamUriResponse>`,
  ],
  [
    'GetSnapshotUri',
    (call) => `<tr2:GetSnapshotUriResponse><tr2:Uri>${escapeXml(`${call.base}/snapshot.jpg`)}</tr2:Uri></tr2:GetSnapshotUriResponse>`,
  ],
  ['SetSynchronizationPoint', (call) => synchronise(call, 'tr2:SetSynchronizationPointResponse')],
]);

function streamOf(call: Call): string {
  const { camera } = call.device;
  return profileIn(call) === 'main' ? camera.mainProfile : camera.subProfile;
}

function uri(response: string, holder: string, address: string): string {
  return `<${response}><${holder}><tt:Uri>${escapeXml(address)}</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></${holder}></${response}>`;
}

function resolution(clip: Clip): string {
  return `<tt:Resolution><tt:Width>${String(clip.entry?.width ?? 0)}</tt:Width><tt:Height>${String(clip.entry?.height ?? 0)}</tt:Height></tt:Resolution>`;
}

function bounds(clip: Clip): string {
  return `<tt:SourceToken>VideoSource_1</tt:SourceToken><tt:Bounds x="0" y="0" width="${String(clip.entry?.width ?? 0)}" height="${String(clip.entry?.height ?? 0)}"/>`;
}

/** ver10 knows no H.265: firmware that has it says H264 there, which is why clients ask Media2 first. */
function profile1(call: Call, which: Which, element: string): string {
  const clip = clipOf(call, which);
  const codec = codecOf(clip);
  const source = `<tt:VideoSourceConfiguration token="VSC_1"><tt:Name>VSC_1</tt:Name><tt:UseCount>2</tt:UseCount>${bounds(clipOf(call, 'main'))}</tt:VideoSourceConfiguration>`;
  const detail =
    codec === 'jpeg'
      ? ''
      : `<tt:H264><tt:GovLength>${String(govLength(clip))}</tt:GovLength><tt:H264Profile>Main</tt:H264Profile></tt:H264>`;
  const encoder = `<tt:VideoEncoderConfiguration token="VEC_${which}"><tt:Name>VEC_${which}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>${codec === 'jpeg' ? 'JPEG' : 'H264'}</tt:Encoding>${resolution(clip)}<tt:Quality>5</tt:Quality><tt:RateControl><tt:FrameRateLimit>${String(clip.entry?.fps ?? 25)}</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>${which === 'main' ? '4096' : '512'}</tt:BitrateLimit></tt:RateControl>${detail}<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration>`;
  return `<trt:${element} token="Profile_${which}" fixed="true"><tt:Name>${which}</tt:Name>${source}${encoder}${ptzConfiguration(call, 'tt:PTZConfiguration')}</trt:${element}>`;
}

function profiles2(call: Call): string {
  const wanted = new Set(call.request.children.filter(({ name }) => name === 'Type').map(({ text }) => text));
  const has = (type: string): boolean => wanted.has('All') || wanted.has(type);
  const token = textAt(call.request, 'Token');
  const list = both
    .filter((which) => token === '' || token === `Profile_${which}`)
    .map((which) => {
      const parts = [
        has('VideoSource') ? source2(call) : '',
        has('VideoEncoder') ? encoder2(clipOf(call, which), which) : '',
        has('PTZ') ? ptzConfiguration(call, 'tr2:PTZ') : '',
      ];
      const inside = parts.join('');
      return `<tr2:Profiles token="Profile_${which}" fixed="true"><tr2:Name>${which}</tr2:Name>${inside === '' ? '' : `<tr2:Configurations>${inside}</tr2:Configurations>`}</tr2:Profiles>`;
    });
  if (list.length === 0) throw new SoapFault('NoProfile', 'The requested profile token does not exist.');
  return `<tr2:GetProfilesResponse>${list.join('')}</tr2:GetProfilesResponse>`;
}

function source2(call: Call): string {
  return `<tr2:VideoSource token="VSC_1"><tt:Name>VSC_1</tt:Name><tt:UseCount>2</tt:UseCount>${bounds(clipOf(call, 'main'))}</tr2:VideoSource>`;
}

function encoder2(clip: Clip, which: Which): string {
  const rate = `<tt:RateControl ConstantBitRate="false"><tt:FrameRateLimit>${String(clip.entry?.fps ?? 25)}</tt:FrameRateLimit><tt:BitrateLimit>${which === 'main' ? '4096' : '512'}</tt:BitrateLimit></tt:RateControl>`;
  return `<tr2:VideoEncoder token="VEC_${which}" GovLength="${String(govLength(clip))}" Profile="Main"><tt:Name>VEC_${which}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>${wordOf[codecOf(clip)]}</tt:Encoding>${resolution(clip)}${rate}<tt:Quality>5</tt:Quality></tr2:VideoEncoder>`;
}

function govLength(clip: Clip): number {
  return (clip.entry?.gop ?? 2) * (clip.entry?.fps ?? 25);
}

function ptzConfiguration({ device }: Call, element: string): string {
  if (device.mount === 'fixed') return '';
  return `<${element} token="PTZConfig_1"><tt:Name>PTZConfig_1</tt:Name><tt:UseCount>2</tt:UseCount><tt:NodeToken>PTZNode_1</tt:NodeToken><tt:DefaultPTZTimeout>PT10S</tt:DefaultPTZTimeout></${element}>`;
}

function synchronise(call: Call, response: string): string {
  const { camera } = call.device;
  const which = childOf(call.request, 'ProfileToken') === undefined ? 'main' : profileIn(call);
  call.device.note('SetSynchronizationPoint', call.clock, which);
  call.bank.videoStream(camera, which === 'main' ? camera.mainProfile : camera.subProfile).keyframeNow();
  return `<${response}/>`;
}
