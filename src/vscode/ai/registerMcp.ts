import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import type { Host } from '../host.ts';
import { mcpProviderId } from '../manifest/ai.ts';

/** Offers `tutti mcp` to the editor, one server a folder; only where the workspace is trusted, as it can start runs. */
export function registerMcp(context: vscode.ExtensionContext, load: () => Promise<Host>): Disposable {
  const registered = new DisposableStore();
  const changed = new vscode.EventEmitter<void>();
  registered.add(changed);
  registered.add(vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()));
  registered.add(vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()));
  const provider: vscode.McpServerDefinitionProvider<vscode.McpStdioServerDefinition> = {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: () => definitions(context),
    resolveMcpServerDefinition: async (server) => {
      const { executable, env } = await (await load()).nodeFor(server.cwd);
      server.command = executable;
      server.env = { ...env };
      return server;
    },
  };
  registered.add(vscode.lm.registerMcpServerDefinitionProvider(mcpProviderId, provider));
  return registered;
}

/** Which Node plays them is looked for when one is started. */
function definitions({
  extensionUri,
  extension,
}: vscode.ExtensionContext): vscode.McpStdioServerDefinition[] {
  if (!vscode.workspace.isTrusted) return [];
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'tutti.mjs').fsPath;
  const { version } = extension.packageJSON as { readonly version: string };
  return folders.map(({ uri, name }) => {
    const label = folders.length === 1 ? 'Tutti' : `Tutti (${name})`;
    const server = new vscode.McpStdioServerDefinition(label, 'node', [program, 'mcp'], {}, version);
    server.cwd = uri;
    return server;
  });
}
