// @ts-check
/**
 * Options of Node for main of the Chromium host. A young generation of 1 MB instead of 16: main makes little per second, and the
 * room it never gives back cost 20 to 30 MB (measured, docs/decisions/0042).
 */
export const MAIN_NODE_OPTIONS = ['--max-semi-space-size=1'];
