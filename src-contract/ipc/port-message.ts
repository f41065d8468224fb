/** How the preload hands a media link's port to its page: `window.postMessage` with this as data and one port. */
export const MEDIA_PORT_MESSAGE = 'vms:media-port';
