import { expect, it } from 'vitest';
import { urlsFromTemplate, urlTemplates } from '../../../../src-renderer/lib/stream-url-templates.ts';
import { isStreamUrl } from '../../../../src-renderer/features/camera-dialog/camera-form.ts';

const template = (id: string) => {
  const found = urlTemplates.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
};

it.each([
  ['hikvision', 3, 'rtsp://10.1.2.3/Streaming/Channels/301', 'rtsp://10.1.2.3/Streaming/Channels/302'],
  ['dahua', 1, 'rtsp://10.1.2.3/cam/realmonitor?channel=1&subtype=0', 'rtsp://10.1.2.3/cam/realmonitor?channel=1&subtype=1'],
  ['reolink', 1, 'rtsp://10.1.2.3/h264Preview_01_main', 'rtsp://10.1.2.3/h264Preview_01_sub'],
])('fills in what %s uses', (id, channel, mainUrl, subUrl) => {
  expect(urlsFromTemplate(template(id), { host: ' 10.1.2.3 ', port: 554, channel })).toEqual({ mainUrl, subUrl });
});

it('names a port only when it is not the usual one', () => {
  expect(urlsFromTemplate(template('axis'), { host: 'cam-1.local', port: 8554, channel: 1 })?.mainUrl).toMatch(
    /^rtsp:\/\/cam-1\.local:8554\//u,
  );
});

it.each(['', 'a b', 'x@y', 'h/../p', 'cam?x', '-x'])('refuses %j as a host', (host) => {
  expect(urlsFromTemplate(template('axis'), { host, port: 554, channel: 1 })).toBeNull();
});

it('gives addresses the form accepts', () => {
  for (const each of urlTemplates) {
    const urls = urlsFromTemplate(each, { host: '[fe80::1]', port: 554, channel: 16 });
    expect(isStreamUrl(urls?.mainUrl ?? '')).toBe(true);
  }
});
