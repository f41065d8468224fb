import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../../../src-main/base/challenge.ts';
import type { HttpAnswer, HttpQuestion } from '../../../../src-main/onvif/http-exchange.ts';
import { OnvifConnection } from '../../../../src-main/onvif/onvif-connection.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';

const deviceUrl = new URL('http://192.0.2.7/onvif/device_service');
const ptzUrl = new URL('http://192.0.2.7/onvif/ptz');
const stop = { action: 'http://www.onvif.org/ver20/ptz/wsdl/Stop', body: '<Stop xmlns="http://www.onvif.org/ver20/ptz/wsdl"/>' };
const body = (inner: string): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${inner}</s:Body></s:Envelope>`;
const answer = (status: number, text: string, challenges: readonly string[] = []): HttpAnswer => ({
  status,
  challenges,
  location: null,
  contentType: 'application/soap+xml',
  body: Buffer.from(text),
});
const done = answer(200, body('<StopResponse/>'));
const notAuthorised = answer(
  400,
  body('<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code></s:Fault>'),
);
const timeAnswer = (ms: number): HttpAnswer => {
  const at = new Date(ms);
  return answer(
    200,
    body(
      `<R><SystemDateAndTime><DateTimeType>Manual</DateTimeType><UTCDateTime><Time><Hour>${at.getUTCHours()}</Hour><Minute>${at.getUTCMinutes()}</Minute><Second>${at.getUTCSeconds()}</Second></Time><Date><Year>${at.getUTCFullYear()}</Year><Month>${at.getUTCMonth() + 1}</Month><Day>${at.getUTCDate()}</Day></Date></UTCDateTime></SystemDateAndTime></R>`,
    ),
  );
};

/** A device as a function of the question; every question is kept. */
function talk(
  device: (question: HttpQuestion, number: number) => HttpAnswer,
  credentials = { username: 'vms', password: 'Bí mật 1' } as { username: string; password: string } | null,
) {
  const questions: HttpQuestion[] = [];
  const clock = createSteppedClock();
  const connection = new OnvifConnection({
    ask: async (question) => {
      questions.push(question);
      await Promise.resolve();
      return device(question, questions.length);
    },
    clock,
    credentials,
    deviceUrl,
    randomBytes: (count) => Buffer.alloc(count, 7),
  });
  return { connection, questions, clock };
}
const isTime = ({ body: text }: HttpQuestion): boolean => text?.includes('GetSystemDateAndTime') === true;

describe('OnvifConnection', () => {
  it('asks a device that wants no login without one', async () => {
    const { connection, questions } = talk(() => done);
    expect((await connection.call(ptzUrl, stop))?.name).toBe('StopResponse');
    expect(questions).toHaveLength(1);
    expect(questions[0]?.headers).not.toHaveProperty('Authorization');
    expect(questions[0]?.body).not.toContain('UsernameToken');
    expect(connection.signInWay).toBe('none');
  });

  it('answers the strongest of several challenges, and goes on with it without being asked', async () => {
    const both = ['Digest realm="c", nonce="n1", qop="auth"', 'Digest realm="c", nonce="n1", qop="auth", algorithm=SHA-256'];
    const { connection, questions } = talk(({ headers }) => (headers['Authorization'] === undefined ? answer(401, '', both) : done));
    await connection.call(ptzUrl, stop);
    await connection.call(ptzUrl, stop);
    expect(questions.map(({ headers }) => /algorithm=([\w-]+).*nc=(\d+)/u.exec(headers['Authorization'] ?? '')?.slice(1))).toEqual([
      undefined,
      ['SHA-256', '00000001'],
      ['SHA-256', '00000002'],
    ]);
    expect(connection.signInWay).toBe('digest-sha256');
  });

  it('falls back to MD5 where SHA-256 is offered and not known', async () => {
    const both = ['Digest realm="c", nonce="n1"', 'Digest realm="c", nonce="n1", algorithm=SHA-256'];
    const { connection } = talk(({ headers }) => {
      const given = headers['Authorization'];
      return given !== undefined && !given.includes('SHA-256') ? done : answer(401, '', both);
    });
    await connection.call(ptzUrl, stop);
    expect(connection.signInWay).toBe('digest-md5');
  });

  it('takes a fresh nonce when its own went stale, each of two questions at once for itself', async () => {
    let nonce = 1;
    const { connection, questions } = talk(({ headers }) => {
      const [used] = parseChallenges([headers['Authorization'] ?? '']);
      const isFresh = used?.kind === 'digest' && used.nonce === `n${nonce}`;
      return isFresh ? done : answer(401, '', [`Digest realm="c", nonce="n${nonce}", qop="auth"`]);
    });
    await connection.call(ptzUrl, stop);
    nonce = 2;
    await Promise.all([connection.call(ptzUrl, stop), connection.call(ptzUrl, stop)]);
    expect(questions).toHaveLength(6);
  });

  it('does not ask a device for ever that calls every nonce stale', async () => {
    const { connection, questions } = talk((_, number) => answer(401, '', [`Digest realm="c", nonce="${number}", stale=true`]));
    await expect(connection.call(ptzUrl, stop)).rejects.toMatchObject({ problem: 'unauthorised' });
    expect(questions.length).toBeLessThanOrEqual(6);
  });

  it('tries a wrong password once and then never again: cameras lock accounts', async () => {
    const { connection, questions } = talk(() => answer(401, '', ['Digest realm="c", nonce="n"']));
    await expect(connection.call(ptzUrl, stop)).rejects.toMatchObject({ problem: 'unauthorised', key: 'onvif-unauthorised' });
    await expect(connection.call(ptzUrl, stop)).rejects.toMatchObject({ problem: 'unauthorised' });
    expect(questions).toHaveLength(2);
  });

  it('never sends a password in clear', async () => {
    const { connection, questions } = talk(() => answer(401, '', ['Basic realm="c"']));
    await expect(connection.call(ptzUrl, stop)).rejects.toMatchObject({ problem: 'unauthorised' });
    expect(questions.every(({ headers }) => headers['Authorization'] === undefined)).toBe(true);
  });

  it('signs with the device’s own time where it is three years off', async () => {
    const threeYears = 3 * 365 * 86_400_000;
    const { connection, questions, clock } = talk((question) => {
      if (isTime(question)) return timeAnswer(clock.wall() - threeYears);
      const created = Date.parse(/<Created[^>]*>([^<]+)/u.exec(question.body ?? '')?.[1] ?? '');
      return Math.abs(created - (clock.wall() - threeYears)) < 5000 ? done : notAuthorised;
    });
    await connection.call(ptzUrl, stop);
    await connection.call(ptzUrl, stop);
    expect(questions).toHaveLength(4);
    expect(connection.signInWay).toBe('username-token');
    expect(connection.deviceClock?.offsetMs).toBeCloseTo(-threeYears, -4);
  });

  it('reads the clock again when it was set since, before it calls a password wrong', async () => {
    let skewMs = 0;
    const { connection, clock } = talk((question) => {
      if (isTime(question)) return timeAnswer(clock.wall() + skewMs);
      const created = Date.parse(/<Created[^>]*>([^<]+)/u.exec(question.body ?? '')?.[1] ?? '');
      return Math.abs(created - (clock.wall() + skewMs)) < 5000 ? done : notAuthorised;
    });
    await connection.call(ptzUrl, stop);
    skewMs = 600_000;
    clock.advance(61_000);
    expect((await connection.call(ptzUrl, stop))?.name).toBe('StopResponse');
  });

  it('says clock and not password where the device hides its time and refuses ours', async () => {
    const { connection } = talk(() => notAuthorised);
    await expect(connection.call(ptzUrl, stop)).rejects.toMatchObject({ problem: 'clock' });
  });

  it('says forbidden where the login is right and the deed is not', async () => {
    const challenge = ['Digest realm="c", nonce="n"'];
    const { connection } = talk(({ headers, body: text }) => {
      if (headers['Authorization'] === undefined) return answer(401, '', challenge);
      return text?.includes('Stop') === true ? notAuthorised : done;
    });
    await connection.call(deviceUrl, { action: 'x', body: '<GetScopes/>' });
    await expect(connection.call(ptzUrl, stop)).rejects.toMatchObject({ problem: 'forbidden' });
    expect((await connection.call(deviceUrl, { action: 'x', body: '<GetScopes/>' }))?.name).toBe('StopResponse');
  });

  it('has no login to give where none was given', async () => {
    const { connection, questions } = talk(() => notAuthorised, null);
    await expect(connection.call(ptzUrl, stop)).rejects.toMatchObject({ problem: 'unauthorised' });
    expect(questions).toHaveLength(1);
  });

  it('sends nothing to another host than the device', async () => {
    const { connection, questions } = talk(() => done);
    await expect(connection.call(new URL('http://192.0.2.8/onvif/ptz'), stop)).rejects.toMatchObject({ problem: 'hostile' });
    expect(questions).toHaveLength(0);
  });

  it.each([
    ['a login page', deviceUrl, answer(200, '<!DOCTYPE html><html><form></form></html>'), 'not-onvif'],
    ['a login page without a document type', deviceUrl, answer(200, '<html><body><br></body></html>'), 'not-onvif'],
    ['a document type', deviceUrl, answer(200, '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'), 'hostile'],
    ['other XML', deviceUrl, answer(200, '<rss/>'), 'not-onvif'],
    ['an empty 404', deviceUrl, answer(404, ''), 'not-onvif'],
    ['a missing service', ptzUrl, answer(404, ''), 'unsupported'],
    ['entities', deviceUrl, answer(200, body('<a>&lol9;</a>')), 'hostile'],
    [
      'an operation it does not have',
      ptzUrl,
      answer(
        500,
        body(
          '<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>ter:ActionNotSupported</s:Value></s:Subcode></s:Code></s:Fault>',
        ),
      ),
      'unsupported',
    ],
  ])('understands %s', async (_, url, given, problem) => {
    const { connection } = talk(() => given);
    await expect(connection.call(url, stop)).rejects.toMatchObject({ problem });
  });

  it('takes an empty success as one, and an answer of a wrong content type', async () => {
    const { connection } = talk((_, number) => (number === 1 ? answer(200, '') : { ...done, contentType: 'text/html' }));
    expect(await connection.call(ptzUrl, stop)).toBeNull();
    expect((await connection.call(ptzUrl, stop))?.name).toBe('StopResponse');
  });
});
