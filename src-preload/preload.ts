/** The only code between the page and Electron: carries contract messages and hands over the media link's port. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Reply, WindowTransport } from '../src-contract/ipc/builder.ts';
import { electronChannels } from '../src-contract/ipc/electron-channels.ts';
import { MEDIA_PORT_MESSAGE } from '../src-contract/ipc/port-message.ts';

const transport: WindowTransport = {
  invoke: (channel, payload) => ipcRenderer.invoke(electronChannels.invoke, channel, payload) as Promise<Reply>, // main answers with nothing else
  send: (channel, payload) => {
    ipcRenderer.send(electronChannels.send, channel, payload);
  },
  listen(listener) {
    const take = (_event: unknown, channel: unknown, payload: unknown): void => {
      if (typeof channel === 'string') listener(channel, payload);
    };
    ipcRenderer.on(electronChannels.notify, take);
    return () => {
      ipcRenderer.off(electronChannels.notify, take);
    };
  },
};

contextBridge.exposeInMainWorld('vmsTransport', transport);
// a MessagePort cannot cross the context bridge; posting to our own origin is how it reaches the page
ipcRenderer.on(electronChannels.mediaPort, (event) => {
  window.postMessage(MEDIA_PORT_MESSAGE, location.origin, [...event.ports]);
});
