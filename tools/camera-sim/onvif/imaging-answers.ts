/** Imaging service (ver20): focus and iris of cameras with a mount. */
import type { Call, Service } from './call.ts';
import { SoapFault } from './soap.ts';
import { childOf, numberOf, textAt } from './xml.ts';

/** Full focus range in 4 s at speed 1. */
const focusPerMs = 0.25 / 1000;

export const imagingService: Service = new Map<string, (call: Call) => string>([
  [
    'GetServiceCapabilities',
    () => '<timg:GetServiceCapabilitiesResponse><timg:Capabilities ImageStabilization="false"/></timg:GetServiceCapabilitiesResponse>',
  ],
  ['GetImagingSettings', settings],
  ['SetImagingSettings', setSettings],
  ['GetOptions', options],
  ['GetMoveOptions', moveOptions],
  ['Move', move],
  ['Stop', stop],
  ['GetStatus', status],
]);

function lens(call: Call): void {
  if (textAt(call.request, 'VideoSourceToken') !== 'VideoSource_1')
    throw new SoapFault('NoSource', 'The requested VideoSource does not exist.');
  if (call.device.mount === 'fixed')
    throw new SoapFault('NoImagingForSource', 'The requested VideoSource does not support imaging settings.', { sender: false });
}

/** Where a running focus drive has brought the lens; a drive ends at the lens's end. */
function settleFocus({ device, now }: Call, speed: number | null): void {
  const { focus } = device;
  const position = Math.min(1, Math.max(0, focus.position + focus.driving * focusPerMs * (now - focus.since)));
  device.focus = { ...focus, position, since: now, driving: speed ?? focus.driving };
}

function settings(call: Call): string {
  lens(call);
  return `<timg:GetImagingSettingsResponse><timg:ImagingSettings><tt:Exposure><tt:Mode>${call.device.irisMode}</tt:Mode><tt:Iris>${String(call.device.iris)}</tt:Iris></tt:Exposure><tt:Focus><tt:AutoFocusMode>${call.device.focus.mode}</tt:AutoFocusMode></tt:Focus></timg:ImagingSettings></timg:GetImagingSettingsResponse>`;
}

function setSettings(call: Call): string {
  lens(call);
  const wanted = childOf(call.request, 'ImagingSettings');
  const focus = textAt(wanted, 'Focus', 'AutoFocusMode');
  if (focus === 'AUTO' || focus === 'MANUAL') call.device.focus = { ...call.device.focus, mode: focus };
  const exposure = textAt(wanted, 'Exposure', 'Mode');
  if (exposure === 'AUTO' || exposure === 'MANUAL') call.device.irisMode = exposure;
  const iris = textAt(wanted, 'Exposure', 'Iris');
  if (iris !== '') {
    const value = Number(iris);
    if (!(value >= -22 && value <= 0)) throw new SoapFault('SettingsInvalid', 'The requested settings are incorrect.');
    call.device.iris = value;
  }
  call.device.note('SetImagingSettings', call.clock, JSON.stringify({ focus, exposure, iris }));
  return '<timg:SetImagingSettingsResponse/>';
}

function options(call: Call): string {
  lens(call);
  return '<timg:GetOptionsResponse><timg:ImagingOptions><tt:Exposure><tt:Mode>AUTO</tt:Mode><tt:Mode>MANUAL</tt:Mode><tt:Iris><tt:Min>-22</tt:Min><tt:Max>0</tt:Max></tt:Iris></tt:Exposure><tt:Focus><tt:AutoFocusModes>AUTO</tt:AutoFocusModes><tt:AutoFocusModes>MANUAL</tt:AutoFocusModes></tt:Focus></timg:ImagingOptions></timg:GetOptionsResponse>';
}

function moveOptions(call: Call): string {
  lens(call);
  return '<timg:GetMoveOptionsResponse><timg:MoveOptions><tt:Continuous><tt:Speed><tt:Min>-1</tt:Min><tt:Max>1</tt:Max></tt:Speed></tt:Continuous></timg:MoveOptions></timg:GetMoveOptionsResponse>';
}

function move(call: Call): string {
  lens(call);
  const text = textAt(call.request, 'Focus', 'Continuous', 'Speed');
  const speed = text === '' ? numberOf(childOf(call.request, 'Focus', 'Continuous'), 'Speed') : Number(text);
  if (speed === undefined || !(Math.abs(speed) <= 1)) throw new SoapFault('InvalidPosition', 'The requested speed is out of bounds.');
  settleFocus(call, speed);
  call.device.focus = { ...call.device.focus, mode: 'MANUAL' };
  call.device.note('FocusMove', call.clock, String(speed));
  return '<timg:MoveResponse/>';
}

function stop(call: Call): string {
  lens(call);
  settleFocus(call, 0);
  call.device.note('FocusStop', call.clock);
  return '<timg:StopResponse/>';
}

function status(call: Call): string {
  lens(call);
  settleFocus(call, null);
  const { position, driving } = call.device.focus;
  const turning = driving !== 0 && position > 0 && position < 1;
  return `<timg:GetStatusResponse><timg:Status><tt:FocusStatus20><tt:Position>${position.toFixed(4)}</tt:Position><tt:MoveStatus>${turning ? 'MOVING' : 'IDLE'}</tt:MoveStatus></tt:FocusStatus20></timg:Status></timg:GetStatusResponse>`;
}
