import * as vscode from 'vscode';
import { setConfigValue } from '../../app/editConfig.ts';
import { configFileName } from '../../app/loadConfig.ts';

const { WorkspaceFolder, Workspace } = vscode.ConfigurationTarget;

/**
 * Sets a value of the configuration where it counts: in the settings of the folder or workspace when these say it, as
 * they go before the file, else in `tutti.json`. `null` (no limit) can be said by the file alone, so they stop saying
 * it. What the place is called.
 */
export async function setConfigured(
  { folder, root }: { readonly folder: vscode.Uri; readonly root: string },
  path: readonly string[],
  value: string | number | null,
): Promise<string> {
  const settings = vscode.workspace.getConfiguration('tutti', folder);
  const key = path.join('.');
  const said = settings.inspect<unknown>(key);
  const before = [
    { target: WorkspaceFolder, said: said?.workspaceFolderValue, name: 'the settings of the folder' },
    { target: Workspace, said: said?.workspaceValue, name: 'the settings of the workspace' },
  ].filter((layer) => layer.said !== undefined && layer.said !== null);
  const [nearest] = before;
  if (nearest !== undefined && value !== null) {
    await settings.update(key, value, nearest.target);
    return nearest.name;
  }
  for (const { target } of before) await settings.update(key, undefined, target);
  await setConfigValue(root, path, value);
  return configFileName;
}
