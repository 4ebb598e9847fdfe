import * as vscode from 'vscode';
import { describePath, parseConfig } from '../../core/config/parse.ts';
import type { ConfigLayers } from '../../core/config/resolve.ts';
import type { ConfigInput } from '../../core/config/schema.ts';
import { UserError } from '../../core/base/userError.ts';
import { configDefaults } from '../manifest/configDefaults.ts';

/**
 * What the settings `tutti.*` say for a folder: those of the workspace count before `tutti.json`, those of the user
 * behind it. Throws UserError when one of them has a value that makes no sense.
 */
export function settingLayers(folder: vscode.Uri): Pick<ConfigLayers, 'workspace' | 'user'> {
  const settings = vscode.workspace.getConfiguration('tutti', folder);
  const workspace: Record<string, unknown> = {};
  const user: Record<string, unknown> = {};
  for (const key of Object.keys(configDefaults)) {
    const said = settings.inspect(key);
    put(workspace, key, said?.workspaceFolderValue ?? said?.workspaceValue);
    put(user, key, said?.globalValue);
  }
  return { workspace: checked(workspace, 'workspace'), user: checked(user, 'user') };
}

/** `limits.run` goes to `limits: { run }`; what is not said, or null, stays away. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined || value === null) return;
  const parts = key.split('.');
  const last = parts.pop() ?? key;
  let place = target;
  for (const part of parts) {
    const inner = (place[part] ??= {});
    place = inner as Record<string, unknown>;
  }
  place[last] = value;
}

function checked(input: Record<string, unknown>, whose: string): ConfigInput {
  const parsed = parseConfig(input);
  if (parsed.ok) return parsed.value;
  const [problem] = parsed.problems;
  const where = problem === undefined ? 'tutti' : `tutti.${describePath(problem.path)}`;
  throw new UserError(
    `The ${whose} setting ${where} can't be used: ${problem?.message ?? 'it makes no sense'}`,
  );
}
