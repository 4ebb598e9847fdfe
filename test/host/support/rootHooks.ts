import { closeBrowser } from './browser.ts';

/** For mocha's `--require`: the one Chromium of the process ends with its tests. */
export const mochaHooks = { afterAll: closeBrowser };
