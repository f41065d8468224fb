/** The simulator over TLS with a certificate of its own and SHA-256 sign-in: what hardened cameras are. */
import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { findTestFfmpeg, MediaRig, until } from './media-rig.ts';

const password = 'mật khẩu "dài" %';
const auth = { kind: 'digest', username: 'xem', password, qop: true, nonceSeconds: 60, algorithm: 'SHA-256' } as const;
const credentials = { username: 'xem', password };

function selfSigned(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'vms-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const named = ['-subj', '/CN=camera', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...named], { stdio: 'ignore' });
  const made = { key: readFileSync(key, 'latin1'), cert: readFileSync(cert, 'latin1') };
  rmSync(folder, { recursive: true });
  return made;
}
const fingerprintOf = (cert: string): string => new X509Certificate(cert).fingerprint256.replaceAll(':', '');

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('a camera on TLS', () => {
  let sim: CameraSim;
  let rig: MediaRig;
  let own: ReturnType<typeof selfSigned>;

  beforeAll(async () => {
    own = selfSigned();
    sim = await startCameraSim({ cameras: 2, tls: own, auth });
  });
  afterAll(() => {
    sim.dispose();
  });
  beforeEach(async () => {
    rig = new MediaRig(await findTestFfmpeg());
  });
  afterEach(() => rig.stop());

  it('is refused with its certificate told, tested and played once that is trusted, without FFmpeg pulling it', async () => {
    const url = sim.url(1, 'sub');
    expect(url).toMatch(/^rtsps:/u);
    const refused = await rig.test({ url, ...credentials });
    expect(refused).toMatchObject({ ok: false, reason: 'certificate-self-signed', certificate: { fingerprint: fingerprintOf(own.cert) } });
    const trustedCertificate = fingerprintOf(own.cert);
    expect(await rig.test({ url, ...credentials, trustedCertificate })).toMatchObject({ ok: true, codec: 'h264', width: 640 });
    const one = rig.watch({ url, ...credentials, trustedCertificate });
    await until('a second of video', () => rig.units(one) > 12);
    expect(rig.children()).toEqual([]);
    expect(rig.log.join('\n')).not.toContain(password);
  });

  it('is refused as changed when it shows another certificate, and not dialled again at once', async () => {
    const one = rig.watch({ url: sim.url(2, 'sub'), ...credentials, trustedCertificate: fingerprintOf(selfSigned().cert) });
    await until('a verdict', () => rig.state(one) === 'retrying');
    expect(rig.states(one).at(-1)).toMatchObject({ reason: 'certificate-changed' });
    expect(rig.states(one).find((state) => state.kind === 'retrying')?.inMs).toBeGreaterThanOrEqual(60_000);
    expect(sim.status().sessions).toEqual([]);
  });
});
