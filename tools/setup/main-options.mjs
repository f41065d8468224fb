// @ts-check
/**
 * Options of Node for main of the Chromium host, all for memory (measured, docs/decisions/0042): a young generation of 1 MB instead
 * of 16, one helping thread of V8 instead of four, which each keep what they once took, a collector that needs none, and the smaller
 * of two ways wherever V8 has a choice. Main makes little per second.
 */
export const MAIN_NODE_OPTIONS = ['--max-semi-space-size=1', '--v8-pool-size=1', '--single-threaded-gc', '--optimize-for-size'];
