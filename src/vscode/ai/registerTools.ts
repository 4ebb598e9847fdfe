import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import type { Host } from '../host.ts';
import { languageModelToolEntries, type LanguageModelToolName } from '../manifest/ai.ts';
import type { AiTool } from './aiTool.ts';

/** Registers the tools of the language models; the extension is loaded when one is called. */
export function registerTools(load: () => Promise<Host>): Disposable {
  const registered = new DisposableStore();
  for (const [name] of languageModelToolEntries)
    registered.add(vscode.lm.registerTool(name, toTool(name, load)));
  return registered;
}

function toTool(name: LanguageModelToolName, load: () => Promise<Host>): vscode.LanguageModelTool<object> {
  const tool = async (): Promise<AiTool> => (await (await load()).aiTools())[name];
  return {
    prepareInvocation: async ({ input }) => {
      const { doing, confirmation } = await tool();
      const asked = confirmation(input);
      const invocationMessage = doing(input);
      if (asked === null) return { invocationMessage };
      // Names come from files, and must not become links.
      const message = new vscode.MarkdownString().appendText(asked.message);
      return { invocationMessage, confirmationMessages: { title: asked.title, message } };
    },
    invoke: async ({ input }) => {
      const text = await (await tool()).run(input);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
}
