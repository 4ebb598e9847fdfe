import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/base/userError.ts';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** One file of the page of the dashboard. */
export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

/** The built page: its scripts and styles by name. Throws UserError when it is not there. */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  if (!existsSync(join(folder, 'main.js')))
    throw new UserError(`The page of the dashboard is not in ${folder}: npm run build makes it.`);
  const files = readdirSync(folder).flatMap((name): readonly (readonly [string, PageFile])[] => {
    const type = types[name.slice(name.lastIndexOf('.') + 1)];
    return type === undefined ? [] : [[name, { type, content: readFileSync(join(folder, name)) }]];
  });
  return new Map(files);
}
