/** A device's side of ONVIF: answers over HTTP and datagrams of discovery, read by everything that reads them. */
import { readClock } from '../../../src-main/onvif/device-clock.ts';
import { readDiscovery } from '../../../src-main/onvif/discovery-messages.ts';
import { readMedia1Profiles, readMedia2Profiles } from '../../../src-main/onvif/media-profiles.ts';
import { placesOfCapabilities, placesOfServices } from '../../../src-main/onvif/service-places.ts';
import { escapeXml, readEnvelope, writeEnvelope } from '../../../src-main/onvif/soap.ts';
import { channelsOf } from '../../../src-main/onvif/stream-roles.ts';
import { repairedStreamUri } from '../../../src-main/onvif/stream-uri.ts';
import { decodeXml } from '../../../src-main/onvif/xml-bytes.ts';
import { parseXml, XmlRefused, type XmlElement } from '../../../src-main/onvif/xml.ts';
import type { RandomSource } from '../../../tools/camera-sim/random.ts';
import { promise, type FuzzTarget } from '../fuzz-target.ts';

const envelope = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>${inner}</s:Body></s:Envelope>`;
const encoder = '<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution>';
const seeds = [
  envelope(
    `<R><Profiles token="m"><tt:Name>a&amp;b</tt:Name><tt:VideoSourceConfiguration><tt:SourceToken>v</tt:SourceToken></tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration>${encoder}</tt:VideoEncoderConfiguration></Profiles></R>`,
  ),
  envelope(
    `<R><Profiles token="m"><Configurations><VideoSource><tt:SourceToken>v</tt:SourceToken></VideoSource><VideoEncoder>${encoder}</VideoEncoder><PTZ/></Configurations></Profiles></R>`,
  ),
  envelope(
    '<R><Service><Namespace>http://www.onvif.org/ver20/ptz/wsdl</Namespace><XAddr>http://192.0.2.1:80/onvif/ptz</XAddr></Service></R>',
  ),
  envelope('<R><Capabilities><Media><XAddr>http://0.0.0.0/m</XAddr></Media></Capabilities><Uri>rtsp://a:b@127.0.0.1:554/x?y=1</Uri></R>'),
  envelope(
    '<R><SystemDateAndTime><UTCDateTime><Time><Hour>1</Hour><Minute>2</Minute><Second>3</Second></Time><Date><Year>2026</Year><Month>1</Month><Day>2</Day></Date></UTCDateTime></SystemDateAndTime></R>',
  ),
  envelope(
    '<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code><s:Reason><s:Text>no</s:Text></s:Reason></s:Fault>',
  ),
  envelope(
    '<ProbeMatches><ProbeMatch><EndpointReference><Address>urn:uuid:1</Address></EndpointReference><Types>dn:NetworkVideoTransmitter</Types><Scopes>onvif://www.onvif.org/name/%E1%BB%95</Scopes><XAddrs>http://192.0.2.1/a https://[fe80::1]/b</XAddrs></ProbeMatch></ProbeMatches>',
  ),
  '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]><a>&d;</a>',
].map((text) => Buffer.from(text, 'utf8'));

const reached = new URL('http://192.0.2.9:8080/onvif/device_service');

function run(input: Uint8Array): void {
  const text = decodeXml(Buffer.from(input), 'application/soap+xml');
  readDiscovery(text, '192.0.2.9');
  const root = parsed(text);
  if (root === null) return;
  promise(size(root) <= text.length, 'more out of less');
  const answer = readEnvelope(root);
  if (answer.kind !== 'content') return;
  const { content } = answer;
  readClock(content);
  for (const url of [...Object.values(placesOfServices(content, reached)), ...Object.values(placesOfCapabilities(content, reached))])
    promise(url.hostname === reached.hostname && url.username === '', 'another host');
  const profiles = [...readMedia1Profiles(content), ...readMedia2Profiles(content)];
  channelsOf(profiles.map((profile) => ({ ...profile, streamUri: `rtsp://192.0.2.9/${profile.name}` })));
  const uri = repairedStreamUri(content?.children.at(-1)?.text ?? '', '192.0.2.9');
  promise(uri === null || (/^rtsps?:\/\/[^\s@/]+/u.test(uri) && !/[^\x21-\x7e]/u.test(uri)), 'a damaged stream address');
  for (const { token } of profiles) {
    const again = readEnvelope(parseXml(writeEnvelope({ body: `<T>${escapeXml(token)}</T>` })));
    promise(again.kind === 'content' && again.content?.text === token.trim(), 'a token that does not come back as it went');
  }
}

function parsed(text: string): XmlElement | null {
  try {
    return parseXml(text);
  } catch (failure) {
    if (failure instanceof XmlRefused) return null;
    throw failure;
  }
}

const size = (element: XmlElement): number =>
  element.name.length + element.text.length + element.children.reduce((sum, child) => sum + size(child), 0);

/** Tags moved, doubled, left out. */
function reshape(input: Uint8Array, random: RandomSource): Uint8Array {
  const tags = Buffer.from(input).toString('utf8').split('<');
  for (let left = 1 + random.integer(4); left > 0; left -= 1) {
    const from = random.integer(tags.length);
    if (random.integer(3) === 0) tags.splice(from, 1);
    else tags.splice(random.integer(tags.length + 1), 0, tags[from] ?? '');
  }
  return Buffer.from(tags.join('<'), 'utf8');
}

const words = ['<![CDATA[', ']]>', '<!--', '-->', '<?', '?>', '<!DOCTYPE ', '&amp;', '&#x', '&#55296;', 'xmlns="', 'xmlns:', ' token="', '/>', '</', 'rtsp://', '169.254.1.1', '[::1]', '\uFEFF', '\u0000', 'encoding="gb2312"', 'encoding="utf-16le"', '9e999', '%', 'Extension'].map((text) => Buffer.from(text, 'utf8')); // prettier-ignore

export const onvifTarget: FuzzTarget = { name: 'onvif', seeds: () => seeds, words, reshape, run };
