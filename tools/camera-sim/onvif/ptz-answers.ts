/** PTZ service (ver20): what a mount can do, moves, stops, presets. Every command is noted, so that tests can read what came. */
import { profileIn, type Call, type Service } from './call.ts';
import type { Position } from './ptz-motor.ts';
import { SoapFault } from './soap.ts';
import { childOf, durationMs, escapeXml, numberOf, textAt, type Element } from './xml.ts';

const generic = 'http://www.onvif.org/ver10/tptz';
/** The device's own limit on one move without another command, `DefaultPTZTimeout` of its configuration. */
const defaultTimeoutMs = 10_000;

export const ptzService: Service = new Map<string, (call: Call) => string>([
  [
    'GetServiceCapabilities',
    () =>
      '<tptz:GetServiceCapabilitiesResponse><tptz:Capabilities EFlip="false" Reverse="false" MoveStatus="true" StatusPosition="true"/></tptz:GetServiceCapabilitiesResponse>',
  ],
  ['GetNodes', (call) => `<tptz:GetNodesResponse>${node(call, 'PTZNode')}</tptz:GetNodesResponse>`],
  ['GetNode', (call) => `<tptz:GetNodeResponse>${node(call, 'PTZNode')}</tptz:GetNodeResponse>`],
  ['GetConfigurations', () => `<tptz:GetConfigurationsResponse>${configuration('PTZConfiguration')}</tptz:GetConfigurationsResponse>`],
  ['GetConfiguration', () => `<tptz:GetConfigurationResponse>${configuration('PTZConfiguration')}</tptz:GetConfigurationResponse>`],
  ['ContinuousMove', continuousMove],
  ['RelativeMove', relativeMove],
  ['AbsoluteMove', absoluteMove],
  ['Stop', stop],
  ['GetStatus', status],
  ['GetPresets', presets],
  ['SetPreset', setPreset],
  ['RemovePreset', removePreset],
  ['GotoPreset', gotoPreset],
  ['GotoHomePosition', (call) => go(call, call.device.home, 'GotoHomePosition')],
  ['SetHomePosition', setHome],
]);

function range(low: number, high: number, axis: 'XRange' | 'YRange'): string {
  return `<tt:${axis}><tt:Min>${String(low)}</tt:Min><tt:Max>${String(high)}</tt:Max></tt:${axis}>`;
}

function space(element: string, uri: string, least: number, flat: boolean): string {
  return `<tt:${element}><tt:URI>${generic}/${uri}</tt:URI>${range(least, 1, 'XRange')}${flat ? range(least, 1, 'YRange') : ''}</tt:${element}>`;
}

function node({ device }: Call, element: string): string {
  const positions = [
    space('AbsolutePanTiltPositionSpace', 'PanTiltSpaces/PositionGenericSpace', -1, true),
    space('AbsoluteZoomPositionSpace', 'ZoomSpaces/PositionGenericSpace', 0, false),
    space('RelativePanTiltTranslationSpace', 'PanTiltSpaces/TranslationGenericSpace', -1, true),
    space('RelativeZoomTranslationSpace', 'ZoomSpaces/TranslationGenericSpace', -1, false),
  ];
  const velocities = [
    space('ContinuousPanTiltVelocitySpace', 'PanTiltSpaces/VelocityGenericSpace', -1, true),
    space('ContinuousZoomVelocitySpace', 'ZoomSpaces/VelocityGenericSpace', -1, false),
  ];
  const supported = [...(device.mount === 'full' ? positions : []), ...velocities].join('');
  return `<tptz:${element} token="PTZNode_1" FixedHomePosition="${device.mount === 'full' ? 'false' : 'true'}"><tt:Name>PTZNode_1</tt:Name><tt:SupportedPTZSpaces>${supported}</tt:SupportedPTZSpaces><tt:MaximumNumberOfPresets>64</tt:MaximumNumberOfPresets><tt:HomeSupported>${String(device.mount === 'full')}</tt:HomeSupported></tptz:${element}>`;
}

function configuration(element: string): string {
  return `<tptz:${element} token="PTZConfig_1"><tt:Name>PTZConfig_1</tt:Name><tt:UseCount>2</tt:UseCount><tt:NodeToken>PTZNode_1</tt:NodeToken><tt:DefaultContinuousPanTiltVelocitySpace>${generic}/PanTiltSpaces/VelocityGenericSpace</tt:DefaultContinuousPanTiltVelocitySpace><tt:DefaultContinuousZoomVelocitySpace>${generic}/ZoomSpaces/VelocityGenericSpace</tt:DefaultContinuousZoomVelocitySpace><tt:DefaultPTZTimeout>PT10S</tt:DefaultPTZTimeout></tptz:${element}>`;
}

/** x/y of `PanTilt` and x of `Zoom`; `null` where the element is left out. Throws outside −1…1. */
function vector(holder: Element | undefined): { readonly pan: number | null; readonly tilt: number | null; readonly zoom: number | null } {
  const panTilt = childOf(holder, 'PanTilt');
  const found = {
    pan: numberOf(panTilt, 'x') ?? null,
    tilt: numberOf(panTilt, 'y') ?? null,
    zoom: numberOf(childOf(holder, 'Zoom'), 'x') ?? null,
  };
  for (const value of Object.values(found))
    if (value !== null && Math.abs(value) > 1) throw new SoapFault('InvalidVelocity', 'The requested value is out of bounds.');
  return found;
}

function note(call: Call, action: string, detail: unknown = ''): void {
  call.device.note(action, call.clock, typeof detail === 'string' ? detail : JSON.stringify(detail));
}

function continuousMove(call: Call): string {
  profileIn(call);
  const velocity = vector(childOf(call.request, 'Velocity'));
  const asked = textAt(call.request, 'Timeout');
  const timeout = asked === '' ? defaultTimeoutMs : durationMs(asked);
  if (timeout === undefined)
    throw new SoapFault('TimeoutNotSupported', 'The specified timeout argument is not within the supported range.');
  note(call, 'ContinuousMove', { ...velocity, timeoutMs: timeout });
  const ignored = call.faults.get(call.device.camera.number, 'ptz-ignore-timeout') !== undefined;
  call.device.motor.turn(velocity, ignored ? null : timeout, call.now);
  return '<tptz:ContinuousMoveResponse/>';
}

function onlyFull(call: Call): void {
  if (call.device.mount !== 'full')
    throw new SoapFault('SpaceNotSupported', 'A space is referenced in an argument which is not supported by the PTZ node.');
}

function relativeMove(call: Call): string {
  profileIn(call);
  onlyFull(call);
  const shift = vector(childOf(call.request, 'Translation'));
  const from = call.device.motor.position(call.now);
  note(call, 'RelativeMove', shift);
  call.device.motor.go(
    { pan: from.pan + (shift.pan ?? 0), tilt: from.tilt + (shift.tilt ?? 0), zoom: from.zoom + (shift.zoom ?? 0) },
    call.now,
    speedIn(call),
  );
  return '<tptz:RelativeMoveResponse/>';
}

function absoluteMove(call: Call): string {
  profileIn(call);
  onlyFull(call);
  const target = vector(childOf(call.request, 'Position'));
  const from = call.device.motor.position(call.now);
  note(call, 'AbsoluteMove', target);
  call.device.motor.go(
    { pan: target.pan ?? from.pan, tilt: target.tilt ?? from.tilt, zoom: target.zoom ?? from.zoom },
    call.now,
    speedIn(call),
  );
  return '<tptz:AbsoluteMoveResponse/>';
}

function speedIn(call: Call): Position {
  const speed = vector(childOf(call.request, 'Speed'));
  return { pan: Math.abs(speed.pan ?? 1), tilt: Math.abs(speed.tilt ?? 1), zoom: Math.abs(speed.zoom ?? 1) };
}

/** Without either flag it stops everything, ONVIF PTZ §5.3.5. */
function stop(call: Call): string {
  profileIn(call);
  const flag = (name: string): boolean => textAt(call.request, name) !== 'false';
  const drop = call.faults.get(call.device.camera.number, 'ptz-drop-stop');
  note(call, 'Stop', drop === undefined ? '' : 'dropped');
  if (drop === undefined) call.device.motor.stop({ panTilt: flag('PanTilt'), zoom: flag('Zoom') }, call.now);
  else call.device.droppedStops += 1;
  if (drop?.times !== undefined && call.device.droppedStops >= drop.times) {
    call.device.droppedStops = 0;
    call.faults.clear(call.device.camera.number, 'ptz-drop-stop');
  }
  return '<tptz:StopResponse/>';
}

function status(call: Call): string {
  profileIn(call);
  const { motor, mount } = call.device;
  const at = motor.position(call.now);
  const word = motor.moving(call.now) ? 'MOVING' : 'IDLE';
  const moves = mount === 'full' ? `<tt:MoveStatus><tt:PanTilt>${word}</tt:PanTilt><tt:Zoom>${word}</tt:Zoom></tt:MoveStatus>` : '';
  const place = `<tt:Position><tt:PanTilt x="${at.pan.toFixed(5)}" y="${at.tilt.toFixed(5)}" space="${generic}/PanTiltSpaces/PositionGenericSpace"/><tt:Zoom x="${at.zoom.toFixed(5)}" space="${generic}/ZoomSpaces/PositionGenericSpace"/></tt:Position>`;
  return `<tptz:GetStatusResponse><tptz:PTZStatus>${place}${moves}<tt:UtcTime>${new Date(call.clock).toISOString()}</tt:UtcTime></tptz:PTZStatus></tptz:GetStatusResponse>`;
}

function presets(call: Call): string {
  profileIn(call);
  const list = [...call.device.presets].map(
    ([token, { name, position }]) =>
      `<tptz:Preset token="${escapeXml(token)}"><tt:Name>${escapeXml(name)}</tt:Name><tt:PTZPosition><tt:PanTilt x="${String(position.pan)}" y="${String(position.tilt)}"/><tt:Zoom x="${String(position.zoom)}"/></tt:PTZPosition></tptz:Preset>`,
  );
  return `<tptz:GetPresetsResponse>${list.join('')}</tptz:GetPresetsResponse>`;
}

function setPreset(call: Call): string {
  profileIn(call);
  const given = textAt(call.request, 'PresetToken');
  const token = given === '' ? call.device.newPresetToken() : given;
  if (given !== '' && !call.device.presets.has(given)) throw new SoapFault('NoToken', 'The requested preset token does not exist.');
  if (call.device.presets.size >= 64)
    throw new SoapFault('TooManyPresets', 'The maximum number of presets has been reached.', { sender: false });
  const name = textAt(call.request, 'PresetName').slice(0, 64);
  note(call, 'SetPreset', { token, name });
  call.device.presets.set(token, {
    name: name === '' ? (call.device.presets.get(token)?.name ?? token) : name,
    position: call.device.motor.position(call.now),
  });
  return `<tptz:SetPresetResponse><tptz:PresetToken>${escapeXml(token)}</tptz:PresetToken></tptz:SetPresetResponse>`;
}

function presetIn(call: Call): string {
  profileIn(call);
  const token = textAt(call.request, 'PresetToken');
  if (!call.device.presets.has(token)) throw new SoapFault('NoToken', 'The requested preset token does not exist.');
  return token;
}

function removePreset(call: Call): string {
  const token = presetIn(call);
  note(call, 'RemovePreset', { token });
  call.device.presets.delete(token);
  return '<tptz:RemovePresetResponse/>';
}

function gotoPreset(call: Call): string {
  const preset = call.device.presets.get(presetIn(call));
  return go(call, preset?.position ?? call.device.home, 'GotoPreset', textAt(call.request, 'PresetToken'));
}

function go(call: Call, target: Position, action: string, detail = ''): string {
  profileIn(call);
  note(call, action, detail);
  call.device.motor.go(target, call.now, speedIn(call));
  return `<tptz:${action}Response/>`;
}

function setHome(call: Call): string {
  profileIn(call);
  if (call.device.mount !== 'full')
    throw new SoapFault('CannotOverwriteHome', 'The home position is fixed and cannot be overwritten.', { sender: false });
  call.device.home = call.device.motor.position(call.now);
  return '<tptz:SetHomePositionResponse/>';
}
