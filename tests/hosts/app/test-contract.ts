/** A contract small enough for the hosts suite; the suite is about the way there, not about the calls. */
import { z } from 'zod';
import { invoke, notify, send } from '../../../src-contract/ipc/builder.ts';

export const testContract = {
  probe: {
    echo: invoke({
      permission: 'app.use',
      args: z.object({ text: z.string() }),
      result: z.object({ text: z.string(), windowId: z.string() }),
    }),
    fail: invoke({ permission: 'app.use', args: z.object({}), result: z.object({}) }),
    report: send({ permission: 'app.use', args: z.object({ topic: z.string(), value: z.unknown() }) }),
    connectLink: send({ permission: 'app.use', args: z.object({}) }),
    onTold: notify(z.object({ text: z.string() })),
  },
} as const;
