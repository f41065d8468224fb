/** Applies `policy.ts` to a session and to every page that comes to be. */
import type { Log } from '../../base/log.ts';
import { answerPageRequest } from './page-protocol.ts';
import { APP_SCHEME, isOwnPage, isPermissionGranted, isRequestAllowed } from './policy.ts';
import type { ContentsSurface, SessionSurface } from './surface.ts';

/** Serves our pages in this session and denies it everything else. */
export function hardenSession(session: SessionSurface, pages: string, devTools: boolean): void {
  session.protocol.handle(APP_SCHEME, (request) => answerPageRequest(pages, request));
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !isRequestAllowed(url, devTools) });
  });
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl }) => {
    callback(isPermissionGranted(permission, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => isPermissionGranted(permission, requestingOrigin));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

/** Keeps a page where it is: no navigation away, no new window, no webview. */
export function hardenContents(contents: ContentsSurface, log: Log): void {
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
    contents.on(event, (details) => {
      if (isOwnPage(details.url)) return;
      details.preventDefault();
      log.warn('navigation refused', { contents: contents.id, to: details.url.slice(0, 200) });
    });
  }
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('new window refused', { contents: contents.id, to: url.slice(0, 200) });
    return { action: 'deny' };
  });
}
