import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openBrowser } from '../../../src/cli/openBrowser.ts';
import { until } from '../../support/until.ts';

describe('The browser', () => {
  const { PATH } = process.env;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-browser-'));
  });

  afterEach(() => {
    process.env['PATH'] = PATH;
    rmSync(folder, { recursive: true });
  });

  it('is given a file, and no address that others could read', async function () {
    if (process.platform === 'win32') this.skip();
    const told = join(folder, 'told');
    writeFileSync(
      join(folder, 'xdg-open'),
      `#!/bin/sh\nprintf '%s\\n' "$@" >'${told}.new'; mv '${told}.new' '${told}'\n`,
      {
        mode: 0o755,
      },
    );
    process.env['PATH'] = [folder, PATH].join(delimiter);
    const file = await openBrowser('http://127.0.0.1:80/?token=secret', join(folder, '.tutti'), 'linux');
    await until(() => existsSync(told), 'the browser');
    assert.deepEqual(readFileSync(told, 'utf8').trimEnd().split('\n'), [file?.path]);
    assert.match(readFileSync(file?.path ?? '', 'utf8'), /token=secret/);
    file?.dispose();
  });

  it('leaves no file where there is none', async () => {
    process.env['PATH'] = folder;
    assert.equal(await openBrowser('http://127.0.0.1:80/?token=a', join(folder, '.tutti'), 'linux'), null);
    assert.equal(existsSync(join(folder, '.tutti', 'dashboard.html')), false);
  });
});
