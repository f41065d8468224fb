/** Events service (ver10) with real-time pull points, ONVIF Core §9. */
import type { Call, Service } from './call.ts';
import type { SimEvent, EventTopic } from './onvif-camera.ts';
import type { PullPoint } from './pull-points.ts';
import { SoapFault } from './soap.ts';
import { durationMs, escapeXml, textAt } from './xml.ts';

const maxWaitMs = 60_000;
const defaultLifeMs = 60_000;

const topicOf: Readonly<Record<EventTopic, { readonly topic: string; readonly item: string }>> = {
  motion: { topic: 'tns1:VideoSource/MotionAlarm', item: 'State' },
  tamper: { topic: 'tns1:VideoSource/GlobalSceneChange/ImagingService', item: 'State' },
  'signal-loss': { topic: 'tns1:VideoSource/SignalLoss', item: 'State' },
};

export const eventService: Service = new Map<string, (call: Call) => string | Promise<string>>([
  [
    'GetServiceCapabilities',
    () =>
      '<tev:GetServiceCapabilitiesResponse><tev:Capabilities WSPullPointSupport="true" MaxPullPoints="8"/></tev:GetServiceCapabilitiesResponse>',
  ],
  ['GetEventProperties', properties],
  ['CreatePullPointSubscription', create],
  ['PullMessages', pull],
  ['Renew', renew],
  ['Unsubscribe', unsubscribe],
  ['SetSynchronizationPoint', synchronise],
]);

function properties(): string {
  const leaf = (name: string): string =>
    `<${name} wstop:topic="true"><tt:MessageDescription IsProperty="true"><tt:Source><tt:SimpleItemDescription Name="Source" Type="tt:ReferenceToken"/></tt:Source><tt:Data><tt:SimpleItemDescription Name="State" Type="xs:boolean"/></tt:Data></tt:MessageDescription></${name}>`;
  const set = `<tns1:VideoSource>${leaf('MotionAlarm')}${leaf('SignalLoss')}<GlobalSceneChange>${leaf('ImagingService')}</GlobalSceneChange></tns1:VideoSource>`;
  return `<tev:GetEventPropertiesResponse xmlns:wstop="http://docs.oasis-open.org/wsn/t-1" xmlns:xs="http://www.w3.org/2001/XMLSchema"><tev:TopicNamespaceLocation>http://www.onvif.org/onvif/ver10/topics/topicns.xml</tev:TopicNamespaceLocation><wsnt:FixedTopicSet>true</wsnt:FixedTopicSet><wstop:TopicSet>${set}</wstop:TopicSet></tev:GetEventPropertiesResponse>`;
}

/** A duration, or an instant by the device's clock. */
function lifeMs(call: Call, text: string): number {
  if (text === '') return defaultLifeMs;
  const asked = durationMs(text) ?? Date.parse(text) - call.clock;
  if (!(asked > 0)) throw new SoapFault('InvalidArgVal', 'the termination time is not acceptable');
  return Math.min(asked, 3_600_000);
}

function times(call: Call, point: PullPoint): string {
  const ends = new Date(call.clock + point.expires - call.now).toISOString();
  return `<wsnt:CurrentTime>${new Date(call.clock).toISOString()}</wsnt:CurrentTime><wsnt:TerminationTime>${ends}</wsnt:TerminationTime>`;
}

function create(call: Call): string {
  const point = call.pullPoints.open(call.device, lifeMs(call, textAt(call.request, 'InitialTerminationTime')), call.now);
  if (point === null) throw new SoapFault('MaxPullPoints', 'there are too many subscriptions', { sender: false, status: 500 });
  const address = escapeXml(`${call.base}/onvif/event_service/${point.id}`);
  return `<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>${address}</wsa:Address></tev:SubscriptionReference>${times(call, point)}</tev:CreatePullPointSubscriptionResponse>`;
}

function pointOf(call: Call): PullPoint {
  const point = call.pullPoints.get(call.device.camera.number, call.rest, call.now);
  if (point === undefined) throw new SoapFault('ResourceUnknown', 'there is no such subscription', { sender: false, status: 500 });
  return point;
}

async function pull(call: Call): Promise<string> {
  const point = pointOf(call);
  const limit = Math.min(100, Math.max(1, Number(textAt(call.request, 'MessageLimit')) || 1));
  await call.pullPoints.wait(point, Math.min(maxWaitMs, durationMs(textAt(call.request, 'Timeout')) ?? 0));
  const taken = point.queue.splice(0, limit);
  const current = times(call, point).replaceAll('wsnt:', 'tev:');
  return `<tev:PullMessagesResponse>${current}${taken.map(({ event, operation }) => message(event, operation)).join('')}</tev:PullMessagesResponse>`;
}

function message(event: SimEvent, operation: string): string {
  const { topic, item } = topicOf[event.topic];
  return `<wsnt:NotificationMessage><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">${topic}</wsnt:Topic><wsnt:Message><tt:Message UtcTime="${new Date(event.at).toISOString()}" PropertyOperation="${operation}"><tt:Source><tt:SimpleItem Name="Source" Value="VideoSource_1"/></tt:Source><tt:Data><tt:SimpleItem Name="${item}" Value="${String(event.active)}"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>`;
}

function renew(call: Call): string {
  const point = pointOf(call);
  point.expires = call.now + lifeMs(call, textAt(call.request, 'TerminationTime'));
  return `<wsnt:RenewResponse>${times(call, point)}</wsnt:RenewResponse>`;
}

function unsubscribe(call: Call): string {
  call.pullPoints.close(pointOf(call).id);
  return '<wsnt:UnsubscribeResponse/>';
}

function synchronise(call: Call): string {
  call.pullPoints.initialise(pointOf(call), call.device);
  return '<tev:SetSynchronizationPointResponse/>';
}
