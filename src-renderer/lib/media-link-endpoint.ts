/** How the decode worker reaches the media process: a port handed over by Electron, or the Chromium host's socket address. */
export type MediaLinkEndpoint = { readonly kind: 'port'; readonly port: MessagePort } | { readonly kind: 'socket'; readonly url: string };
