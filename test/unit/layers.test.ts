import assert from 'node:assert/strict';
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, it } from 'mocha';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '../..');

// A planted file is not part of the TypeScript project, so the rules that need types stay out.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/** Rules that an otherwise innocent file with this line breaks, at this place of the repository. */
async function broken(filePath: string, line: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: path.join(root, filePath) });
  assert.ok(result);
  return [...new Set(result.messages.map((message) => message.ruleId ?? message.message))];
}

const planted: readonly (readonly [filePath: string, line: string, rule: string])[] = [
  ['src/shared/planted.ts', "export { success } from '../core/base/result.ts';", 'tutti/layers'],
  ['src/core/base/planted.ts', "export { readFileSync } from 'node:fs';", 'tutti/layers'],
  ['src/core/plan/planted.ts', "export { z } from 'zod';", 'tutti/layers'],
  ['src/core/plan/planted.ts', "export type { PlanGraph } from '../graph/graph.ts';", 'tutti/layers'],
  ['src/core/engine/planted.ts', "export { attemptFiles } from '../../shared/attempt.ts';", 'tutti/layers'],
  ['src/core/engine/planted.ts', "export { x } from '../../adapters/git/x.ts';", 'tutti/layers'],
  ['src/core/engine/planted.ts', "export const load = () => import('node:os');", 'tutti/layers'],
  ['src/adapters/git/planted.ts', "export { x } from '../store/x.ts';", 'tutti/layers'],
  ['src/runner/planted.ts', "export { simpleGit } from 'simple-git';", 'tutti/layers'],
  ['src/runner/planted.ts', "export { x } from '../core/engine/x.ts';", 'tutti/layers'],
  ['src/app/planted.ts', "export { window } from 'vscode';", 'tutti/layers'],
  ['src/cli/planted.ts', "export { x } from '../vscode/x.ts';", 'tutti/layers'],
  ['src/vscode/planted.ts', "export { x } from '../adapters/git/x.ts';", 'tutti/layers'],
  ['src/app/planted.ts', "export { x } from '../cli/x.ts';", 'tutti/layers'],
  ['webview-ui/planted.ts', "export { success } from '../src/core/base/result.ts';", 'tutti/layers'],
  ['src/core/engine/planted.ts', 'export const now = Date.now();', 'no-restricted-properties'],
  ['src/core/engine/planted.ts', 'export const dice = Math.random();', 'no-restricted-properties'],
  ['src/core/engine/planted.ts', 'export const now = new Date();', 'no-restricted-syntax'],
  ['src/core/plan/planted.ts', 'export const pid = process.pid;', 'no-restricted-globals'],
  ['src/shared/planted.ts', 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
  ['src/app/planted.ts', 'export default 1;', 'import-x/no-default-export'],
  ['src/app/planted.ts', "export * from './loadConfig.ts';", 'no-restricted-syntax'],
];

const innocent: readonly (readonly [filePath: string, line: string])[] = [
  ['src/cli/planted.ts', "export { version } from '../../package.json';"],
  ['src/core/engine/planted.ts', "export type { AttemptSpec } from '../../shared/attempt.ts';"],
  ['src/core/engine/planted.ts', 'export const at = new Date(0);'],
  ['src/core/config/planted.ts', "export { z } from 'zod';"],
  ['src/adapters/git/planted.ts', "export { spawn } from 'node:child_process';"],
  ['src/runner/planted.ts', "export type { Plan } from '../core/plan/plan.ts';"],
  ['src/vscode/planted.ts', "export { window } from 'vscode';"],
];

describe('The layer table', () => {
  for (const [filePath, line, rule] of planted) {
    it(`refuses \`${line}\` in ${path.dirname(filePath)}`, async () => {
      assert.deepEqual(await broken(filePath, line), [rule]);
    });
  }

  it('refuses a cycle between files of one layer', async () => {
    const line = "export { parseConfig } from './parse.ts';";
    assert.deepEqual(await broken('src/core/config/schema.ts', line), ['import-x/no-cycle']);
  });

  for (const [filePath, line] of innocent) {
    it(`allows \`${line}\` in ${path.dirname(filePath)}`, async () => {
      assert.deepEqual(await broken(filePath, line), []);
    });
  }
});
