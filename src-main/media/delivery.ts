import type { StreamUnit } from './stream-unit.ts';

/**
 * One subscription's place in the stream. `starting`: nothing sent yet; `flowing`: every unit goes
 * out; `dropping`: the link is full, everything up to the next keyframe it has room for is left out.
 */
export type Delivery = 'starting' | 'flowing' | 'dropping';

export interface DeliveryStep {
  readonly next: Delivery;
  readonly send: boolean;
  /** The unit does not follow the last one sent. */
  readonly torn: boolean;
}

/** What to do with the next live unit. */
export function deliver(delivery: Delivery, unit: Pick<StreamUnit, 'keyframe' | 'discontinuity'>, congested: boolean): DeliveryStep {
  if (congested) return { next: delivery === 'starting' ? 'starting' : 'dropping', send: false, torn: false };
  if (delivery === 'flowing') return { next: 'flowing', send: true, torn: unit.discontinuity };
  return unit.keyframe ? { next: 'flowing', send: true, torn: true } : { next: delivery, send: false, torn: false };
}
