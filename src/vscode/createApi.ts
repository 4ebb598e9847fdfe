import type * as vscode from 'vscode';
import type { TuttiApi, TuttiChange } from './api.ts';
import type { Host } from './host.ts';

/** The API that the extension exports; the rest of the extension is loaded when it is called. */
export function createApi(load: () => Promise<Host>, onDidChange: vscode.Event<TuttiChange>): TuttiApi {
  return {
    version: 1,
    run: async (options) => (await load()).api.run(options),
    stop: async (folder) => (await load()).api.stop(folder),
    status: async (folder) => (await load()).api.status(folder),
    onDidChange,
  };
}
