/** How big a run is. */
export type Scale = {
  /** Messages per partition that wait before the deploy. */
  first: number;
  perSecond: number;
  /** Messages per pipeline after which the load is a trickle: bounds what the oracle holds in memory. */
  most: number;
  strikes: number;
};

/** `npm test`: each fault once, in seconds. */
export const short: Scale = { first: 200, perSecond: 1_500, most: 12_000, strikes: 2 };
/** `npm run faults`. */
export const usual: Scale = { first: 500, perSecond: 3_000, most: 60_000, strikes: 4 };
