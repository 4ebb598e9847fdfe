import { findChromium } from './support/chromium.ts';
import { provisionVscodeServer } from './support/vscodeServer.ts';

/** Makes the test host ready: exit code 0, or 3 with one sentence on what is in the way. */
const chromium = findChromium();
const server = chromium.ok ? await provisionVscodeServer() : chromium;
if (!server.ok) {
  console.log(server.reason);
  process.exitCode = 3;
}
