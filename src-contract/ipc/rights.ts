import { rightsSchema } from '../model/rights.ts';
import { notify } from './builder.ts';

/** What the person at the seat may do now, as far as windows must know it. */
export const rights = {
  onChanged: notify(rightsSchema),
};
