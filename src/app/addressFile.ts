import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareStateFolder } from '../adapters/store/runFolders.ts';
import type { Disposable } from '../core/base/disposable.ts';

export interface AddressFile extends Disposable {
  readonly path: string;
}

/**
 * A page that leads to an address, for this user alone: everybody on the machine may read the arguments that programs
 * are started with, so an address with a token is opened by such a file. There is one for each repository, and it is
 * gone when it is disposed. Throws UserError when `.tutti` can't be made.
 */
export function writeAddressFile(stateFolder: string, address: string): AddressFile {
  prepareStateFolder(stateFolder);
  const path = join(stateFolder, 'dashboard.html');
  const remove = (): void => rmSync(path, { force: true });
  remove();
  const url = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="referrer" content="no-referrer">',
    `<meta http-equiv="refresh" content="0; url=${url}">`,
    '<title>Tutti</title>',
    `<p><a href="${url}">The dashboard</a></p>`,
    '</html>',
    '',
  ].join('\n');
  writeFileSync(path, html, { mode: 0o600, flag: 'wx' });
  return { path, dispose: remove };
}
