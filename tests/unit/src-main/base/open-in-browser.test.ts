import { expect, it } from 'vitest';
import { openerOf, openInBrowser } from '../../../../src-main/base/open-in-browser.ts';

const url = 'https://id.example.vn/auth?client_id=a&state=b';

it('hands the address over as one argument, without a shell', () => {
  expect(openerOf('win32', url)).toEqual(['rundll32', 'url.dll,FileProtocolHandler', url]);
  expect(openerOf('darwin', url)).toEqual(['open', url]);
  expect(openerOf('linux', url)).toEqual(['xdg-open', url]);
});

it.each(['file:///etc/passwd', 'http://id.example.vn', 'javascript:alert(1)', '-x', 'ms-msdt:/id'])('does not open %s', async (given) => {
  await expect(openInBrowser(given)).rejects.toMatchObject({ kind: 'invalid-argument', key: 'page-not-opened' });
});
