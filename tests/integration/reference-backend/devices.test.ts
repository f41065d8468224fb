import { X509Certificate, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { beforeAll, expect, it } from 'vitest';
import {
  cameraCredentialSchema,
  credentialAnswerSchema,
  deviceCertificateSchema,
  deviceSchema,
  discoverySchema,
  enrolmentSchema,
  healthSchema,
  problemSchema,
  serverTimeSchema,
  signedStatementSchema,
  trustBundlePayloadSchema,
} from '../../../src-contract/province/schemas.ts';
import { openStatement } from '../../../tools/reference-backend/keys/dsse.ts';
import { DeviceClient, certificateRequest } from '../../../tools/reference-backend/load/device-client.ts';
import type { Reply } from '../../../tools/reference-backend/load/device-client.ts';
import { onEachDatabase } from '../../fakes/province/each-database.ts';
import { signInOf } from '../../fakes/province/running-backend.ts';

const problemOf = (reply: Reply) => problemSchema.parse(JSON.parse(reply.text));
const kindOf = (reply: Reply) => problemOf(reply).kind;

onEachDatabase('devices', (province) => {
  let client: DeviceClient;
  let token = '';
  beforeAll(async () => {
    client = await province().workstation();
    token = (await client.signIn({ kind: 'device' })).accessToken;
  });
  const now = () => province().clock.nowMs;
  const stranger = () => new DeviceClient(province().url, province().backend.keys.authority.rootPem);
  const codes = (count: number) => province().backend.issueEnrolmentCodes(count, 'unit-05443');
  const trusted = async () => {
    const { keys } = province().backend;
    const statement = signedStatementSchema.parse(JSON.parse((await client.call('trustBundle')).text));
    return trustBundlePayloadSchema.parse(openStatement(statement, 'trust-bundle', keys.statement.keyid, keys.statement.publicKey));
  };

  it('describes itself, its health and its time to anybody', async () => {
    const kind = province().backend.database.kind;
    expect(discoverySchema.parse(JSON.parse((await client.call('discover')).text))).toMatchObject({
      province: '19',
      signIn: { password: true, oidc: null },
    });
    expect(healthSchema.parse(JSON.parse((await client.call('health')).text))).toMatchObject({ status: 'ok', database: kind });
    const time = await client.call('time');
    expect(serverTimeSchema.parse(JSON.parse(time.text)).receivedAt).toBe(new Date(now()).toISOString());
    expect(time.headers['server-time']).toBe(new Date(now()).toISOString());
  });

  it('gives a signed trust bundle with the root that signed its own certificate', async () => {
    const reply = await client.call('trustBundle');
    const bundle = await trusted();
    const [root = ''] = bundle.roots;
    expect(new X509Certificate(root).verify(new X509Certificate(root).publicKey)).toBe(true);
    expect(new X509Certificate(province().backend.keys.tls.certificate).verify(new X509Certificate(root).publicKey)).toBe(true);
    expect(bundle.crl).toContain('BEGIN X509 CRL');
    expect((await client.call('trustBundle', { headers: { 'If-None-Match': reply.headers.etag ?? '' } })).status).toBe(304);
  });

  it('enrols with a code, and repeats a lost answer', async () => {
    const [code = ''] = await codes(1);
    const machine = stranger();
    const enrolment = enrolmentSchema.parse(JSON.parse((await machine.enrol(code)).text));
    expect(enrolment.device).toMatchObject({ unitId: 'unit-05443', state: 'active', lastSeenAt: null });
    const certificate = new X509Certificate(enrolment.certificate.certificate);
    expect(certificate.subject).toContain(`CN=${enrolment.device.deviceId}`);
    expect(certificate.publicKey.equals(createPublicKey(machine.keys.signing))).toBe(true);
    expect(Date.parse(enrolment.certificate.notAfter) - now()).toBe(90 * 86_400_000);
    const again = enrolmentSchema.parse(JSON.parse((await machine.enrol(code)).text));
    expect(again.device.deviceId).toBe(enrolment.device.deviceId);
    const other = stranger();
    expect(kindOf(await other.enrol(code))).toBe('enrolment-code-spent');
    for (const each of [machine, other]) each.dispose();
  });

  it('seals camera passwords to the device, and only of cameras one may see', async () => {
    const path = { deviceId: client.device.deviceId };
    const fetchFor = async (login: string, cameraIds: readonly string[]) => {
      province().clock.nowMs += 30_000;
      const { accessToken } = await client.signIn(signInOf(login, now()));
      return credentialAnswerSchema.parse(
        JSON.parse((await client.call('fetchCredentials', { token: accessToken, path, body: { cameraIds } })).text),
      );
    };
    const { credentials, refused } = await fetchFor('trucban.ioc', ['cam-0001', 'bad-cam-01', 'cam-none']);
    expect(refused).toEqual(['bad-cam-01', 'cam-none']);
    const { plaintext, protectedHeader } = await compactDecrypt(credentials[0]?.sealed ?? '', client.keys.encryption);
    expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: client.device.deviceId });
    const credential = cameraCredentialSchema.parse(JSON.parse(Buffer.from(plaintext).toString('utf8')));
    expect(credential).toEqual({ cameraId: 'cam-0001', credentialRev: 1, username: 'giamsat', password: 'camera-password' });
    await expect(compactDecrypt(credentials[0]?.sealed ?? '', generateKeyPairSync('x25519').privateKey)).rejects.toThrow();
    expect((await fetchFor('quantri', ['cam-0001'])).refused).toEqual(['cam-0001']);
    expect((await fetchFor('trucban.ioc', ['cam-0400'])).refused).toEqual(['cam-0400']);
    expect((await fetchFor('trucban.pdp', ['cam-0001', 'cam-0002', 'cam-0004'])).refused).toEqual(['cam-0004']);
    expect((await fetchFor('nhathau', ['cam-0001', 'cam-0005'])).refused).toEqual(['cam-0001']);
    const tooMany = Array.from({ length: 501 }, (_, at) => `cam-${String(at)}`);
    const { accessToken } = await client.signIn(signInOf('trucban.ioc', now()));
    expect(kindOf(await client.call('fetchCredentials', { token: accessToken, path, body: { cameraIds: tooMany } }))).toBe(
      'invalid-request',
    );
  });

  it('refuses wrong codes, old codes, known keys, and requests that are not of the device key', async () => {
    const [code = '', late = '', spare = ''] = await codes(3);
    const machine = stranger();
    expect(kindOf(await machine.enrol('AAAA-BBBB-CCCC-DDDD'))).toBe('credentials-refused');
    expect(kindOf(await machine.enrol('aaaa'))).toBe('invalid-request');
    const good = await machine.enrolmentRequest(code);
    const enrol = (changes: object) => machine.call('enrolDevice', { body: { ...good, ...changes } });
    const refused = async (changes: object) => problemOf(await enrol(changes)).details['at'];
    expect(await refused({ csr: await certificateRequest(generateKeyPairSync('ed25519').privateKey) })).toBe('other-key');
    expect(await refused({ csr: '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n' })).toBe('form');
    expect(await refused({ csr: flippedSignature(String(good['csr'])) })).toBe('signature');
    expect(await refused({ encryptionKey: 'AAAA' })).toBe('encryption-key');
    expect(await refused({ sealKey: 'AAAA' })).toBe('seal-key');
    expect(kindOf(await enrol({ more: 1 }))).toBe('invalid-request');
    expect((await enrol({})).status).toBe(201);
    expect(kindOf(await machine.enrol(spare))).toBe('key-known');
    province().clock.nowMs += 8 * 86_400_000;
    expect(kindOf(await stranger().enrol(late))).toBe('enrolment-code-spent');
    token = (await client.signIn({ kind: 'device' })).accessToken;
    machine.dispose();
  });

  it('renews a certificate for the same key only', async () => {
    const path = { deviceId: client.device.deviceId };
    const csr = await certificateRequest(client.keys.signing);
    const renewed = deviceCertificateSchema.parse(JSON.parse((await client.call('renewCertificate', { token, path, body: { csr } })).text));
    expect(new X509Certificate(renewed.certificate).subject).toContain(client.device.deviceId);
    const strange = await certificateRequest(generateKeyPairSync('ed25519').privateKey);
    expect(kindOf(await client.call('renewCertificate', { token, path, body: { csr: strange } }))).toBe('certificate-request-refused');
    const other = await province().workstation();
    expect(kindOf(await client.call('renewCertificate', { token, path: { deviceId: other.device.deviceId }, body: { csr } }))).toBe(
      'denied',
    );
  });

  it('blocks, releases and revokes a device with a second person, and lists a revoked certificate', async () => {
    const lost = await province().workstation();
    const path = { deviceId: lost.device.deviceId };
    const lostToken = (await lost.signIn({ kind: 'device' })).accessToken;
    province().clock.nowMs += 60_000;
    const first = await client.signIn(signInOf('quantri', now()));
    const second = await client.signIn(signInOf('quantri2', now()));
    const set = async (state: string) => {
      const body = JSON.stringify({ state, reason: 'Máy bị mất' });
      const approvalId = randomUUID();
      const request = `PUT /v1/devices/${lost.device.deviceId}/state\n${body}`;
      await client.call('askApproval', {
        token: first.accessToken,
        path: { approvalId },
        body: { act: 'device-state', request, reason: 'Máy bị mất' },
      });
      await client.call('decideApproval', { token: second.accessToken, path: { approvalId }, body: { decision: 'approve', reason: null } });
      return client.call('setDeviceState', { token: first.accessToken, path, body, headers: { 'Approval-Id': approvalId } });
    };
    expect(deviceSchema.parse(JSON.parse((await set('blocked')).text)).state).toBe('blocked');
    expect(kindOf(await lost.call('device', { token: lostToken, path }))).toBe('session-ended');
    expect(kindOf(await lost.call('signIn', { body: { kind: 'device' } }))).toBe('device-blocked');
    expect((await set('active')).status).toBe(200);
    expect((await lost.signIn({ kind: 'device' })).kind).toBe('device');
    const before = await trusted();
    expect((await set('revoked')).status).toBe(200);
    const after = await trusted();
    expect(after.version).toBe(before.version + 1);
    expect(after.revokedCertificates).toHaveLength(1);
    expect(kindOf(await lost.call('signIn', { body: { kind: 'device' } }))).toBe('device-blocked');
    const operator = await client.signIn(signInOf('trucban.ioc', now()));
    const denied = await client.call('setDeviceState', { token: operator.accessToken, path, body: { state: 'active', reason: 'x' } });
    expect(kindOf(denied)).toBe('denied');
  });

  it('refuses what the contract does not know: paths, methods, media types, broken JSON and bytes', async () => {
    const url = (path: string) => new URL(`${province().url}${path}`);
    expect(kindOf(await client.send('GET', url('/v2'), {}, null))).toBe('not-found');
    expect(kindOf(await client.send('PUT', url('/v1/time'), {}, null))).toBe('method-not-allowed');
    expect(kindOf(await client.call('signIn', { body: '{"kind":', headers: {} }))).toBe('invalid-request');
    expect(kindOf(await client.call('signIn', { body: Buffer.from([0x22, 0xff, 0x22]) }))).toBe('invalid-request');
    expect(kindOf(await client.call('signIn', { body: {}, headers: { 'content-type': 'text/plain' } }))).toBe('unsupported-media-type');
    expect(kindOf(await client.call('signIn', { body: { kind: 'magic' } }))).toBe('invalid-request');
  });

  it('broke none of its promises, in the eyes of an independent validator too', () => {
    expect(province().faults).toEqual([]);
    expect(province().proxy.violations).toEqual([]);
  });
});

const flippedSignature = (pem: string): string => {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  der[der.length - 1] = (der[der.length - 1] ?? 0) ^ 1;
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
};
