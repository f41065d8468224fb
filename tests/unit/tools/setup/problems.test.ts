import { describe, expect, it } from 'vitest';
import { describeFailure, installFailed, noBrowser, noFfmpeg, SetupFailure } from '../../../../tools/setup/problems.mjs';

const error = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('a failed npm ci', () => {
  it.each([
    ['npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org/zod failed', /registry could not be reached/],
    ['npm error code EAI_AGAIN', /registry could not be reached/],
    ['npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write', /disk is full/],
    ['npm error code EACCES\nnpm error syscall mkdir', /cannot be written/],
    ["npm error code EBUSY\nnpm error EBUSY: resource busy or locked, unlink 'C:\\Dự án\\node.exe'", /cannot be written/],
    ['npm error code EINTEGRITY', /differs from the one/],
    [
      'npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json',
      /do not belong together/,
    ],
    ['npm error code E401\nnpm error Unable to authenticate', /refused access/],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', /certificate/],
  ])('%s', (output, cause) => {
    expect(installFailed(output).reason).toMatch(cause);
    expect(installFailed(output).wayOut).not.toBe('');
  });

  it('shows the last lines of what it does not know', () => {
    expect(installFailed('first\nlast word').reason).toContain('last word');
  });
});

describe('words for a person', () => {
  it('differ by system', () => {
    expect(noFfmpeg('win32').wayOut).toContain('winget');
    expect(noFfmpeg('darwin').wayOut).toContain('brew');
    expect(noFfmpeg('linux').wayOut).toContain('apt-get');
    expect(noBrowser('win32').wayOut).toContain('Edge');
  });

  it('name cause and way out', () => {
    expect(describeFailure(new SetupFailure('T.', 'c.', 'w.'), '/p')).toBe('✗ T.\n  Cause: c.\n  Way out: w.');
  });

  it('know a full disk and a read-only folder wherever they are met', () => {
    expect(describeFailure(error('ENOSPC', 'write'), '/p')).toMatch(/disk is full[^]*Way out: free/);
    expect(describeFailure(error('EACCES', "open '/p/.cache'"), '/p')).toMatch(/could not be written[^]*\/p\/\.cache/);
  });

  it('keep the whole text of a bug', () => {
    expect(describeFailure(new TypeError('x is undefined'), '/p')).toMatch(/x is undefined[^]*report/);
  });
});
