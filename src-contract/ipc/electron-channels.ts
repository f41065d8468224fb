/** The only Electron channels there are; calls of the contract travel inside them, so these never grow. */
export const electronChannels = {
  invoke: 'vms:invoke',
  send: 'vms:send',
  notify: 'vms:notify',
  mediaPort: 'vms:media-port',
} as const;
