import { z } from 'zod';
import {
  arrangementIdSchema,
  arrangementSchema,
  layoutDraftSchema,
  MOST_ARRANGEMENTS,
  savedLayoutSchema,
  scenarioDraftSchema,
  scenarioSchema,
  sharedScenarioDraftSchema,
  tourDraftSchema,
  tourSchema,
} from '../model/arrangement.ts';
import { invoke, notify } from './builder.ts';

const listSchema = z.object({ arrangements: z.array(arrangementSchema).max(MOST_ARRANGEMENTS) });
/** `null`: a new one. */
const existing = arrangementIdSchema.nullable();

/** Layouts, scenarios and tours that people keep. */
export const layouts = {
  list: invoke({ permission: 'wall.edit', args: z.object({}), result: listSchema }),
  save: invoke({
    permission: 'wall.edit',
    args: z.object({ layoutId: existing, layout: layoutDraftSchema }),
    result: savedLayoutSchema,
  }),
  saveScenario: invoke({
    permission: 'wall.edit',
    args: z.object({ scenarioId: existing, scenario: scenarioDraftSchema }),
    result: scenarioSchema,
  }),
  saveTour: invoke({ permission: 'wall.edit', args: z.object({ tourId: existing, tour: tourDraftSchema }), result: tourSchema }),
  /** Puts the layouts of a scenario on their screens and opens those that are not; rejects `not-found` where none of them is left. */
  recall: invoke({
    permission: 'wall.edit',
    args: z.object({ scenarioId: arrangementIdSchema }),
    result: z.object({ shown: z.int(), missing: z.int() }),
    audited: 'wall.push',
  }),
  /** One of the person's own, of whichever kind. */
  remove: invoke({ permission: 'wall.edit', args: z.object({ arrangementId: arrangementIdSchema }), result: z.object({}) }),
  /** Offered to the province against the revision it was made on; the loser of two edits is kept under a name of its own. */
  share: invoke({
    permission: 'wall.share',
    args: z.object({ layoutId: existing, baseRev: z.string().max(100).nullable(), layout: layoutDraftSchema }),
    result: savedLayoutSchema,
    audited: 'wall.push',
  }),
  unshare: invoke({
    permission: 'wall.share',
    args: z.object({ layoutId: arrangementIdSchema }),
    result: z.object({}),
    audited: 'wall.push',
  }),
  shareScenario: invoke({
    permission: 'wall.share',
    args: z.object({ scenarioId: existing, baseRev: z.string().max(100).nullable(), scenario: sharedScenarioDraftSchema }),
    result: scenarioSchema,
    audited: 'wall.push',
  }),
  unshareScenario: invoke({
    permission: 'wall.share',
    args: z.object({ scenarioId: arrangementIdSchema }),
    result: z.object({}),
    audited: 'wall.push',
  }),
  onChanged: notify(listSchema),
};
