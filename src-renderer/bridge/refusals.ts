/** Listens to what main refuses, whoever asked for it. */
import type { WireError } from '../../src-contract/errors.ts';
import type { WindowTransport } from '../../src-contract/ipc/builder.ts';

/** The same transport; `refused` hears of every call that main answered with an error, before the caller does. */
export function hearingRefusals(transport: WindowTransport, refused: (error: WireError) => void): WindowTransport {
  return {
    invoke: async (channel, payload) => {
      const reply = await transport.invoke(channel, payload);
      if (!reply.ok) refused(reply.error);
      return reply;
    },
    send: (channel, payload) => {
      transport.send(channel, payload);
    },
    listen: (listener) => transport.listen(listener),
  };
}
