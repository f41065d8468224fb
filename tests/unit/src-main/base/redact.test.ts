import { expect, it } from 'vitest';
import { redact } from '../../../../src-main/base/redact.ts';

it.each([
  'rtsp://admin:CANARY@10.0.0.1/x',
  'rtsp://10.0.0.1:554/user=admin&password=CANARY&channel=1&stream=0.sdp?',
  'rtsp://10.0.0.1:554/user=admin_password=CANARY_channel=1_stream=0.sdp?real_stream',
  'rtsp://10.0.0.1/live?usr=admin&pwd=CANARY',
  'rtsp://10.0.0.1/live?user=admin&PASS=CANARY&x=1',
  '{"password":"CANARY"}',
  'Authorization: Basic CANARY',
])('%s', (text) => {
  expect(redact(text)).not.toContain('CANARY');
});

it('leaves what is no secret', () => {
  const text = 'bypass=1, compass: 2, rtsp://10.0.0.1/user=admin&channel=1';
  expect(redact(text)).toBe(text);
});
