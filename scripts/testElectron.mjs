// `npm run test:electron`: the tests inside the extension host once more, in a desktop VS Code, which is downloaded at
// first; on Linux it needs a display (`xvfb-run -a npm run test:electron`). Arguments as for `npm run test:host`.
import { playInside } from './support/hostStage.mjs';
import { setUp } from './setup.mjs';

await setUp();
process.exitCode = await playInside({ args: ['--electron', ...process.argv.slice(2)] });
