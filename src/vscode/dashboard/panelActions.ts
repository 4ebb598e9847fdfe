import * as vscode from 'vscode';
import type { ActMessage, DashboardHost } from '../../app/dashboardActions.ts';
import type { PageMessage } from '../../shared/dashboard/messages.ts';
import type { RunControl, TaskAction } from '../../shared/dashboard/view.ts';
import type { Repository } from '../repository/repository.ts';
import type { PanelSubject } from './panelSubject.ts';

type SaveMessage = Extract<PageMessage, { readonly type: 'save' }>;

const controlCommands: Readonly<Record<RunControl, string>> = {
  run: 'tutti.run',
  pause: 'tutti.pause',
  resume: 'tutti.resume',
  drain: 'tutti.drain',
  stop: 'tutti.stop',
};

const taskCommands: Readonly<Record<TaskAction, string>> = {
  run: 'tutti.runTask',
  retry: 'tutti.retryTask',
  skip: 'tutti.skipTask',
  cancel: 'tutti.cancelTask',
  markDone: 'tutti.markTaskDone',
  hold: 'tutti.holdEntry',
  release: 'tutti.releaseEntry',
  landNow: 'tutti.landNow',
  approve: 'tutti.approve',
  deny: 'tutti.deny',
  answer: 'tutti.answerQuestion',
  showTerminal: 'tutti.openTerminal',
  showChanges: 'tutti.showChanges',
  showTranscript: 'tutti.showTranscript',
  revealInPlan: 'tutti.revealTask',
};

const filters: Readonly<Record<SaveMessage['kind'], Readonly<Record<string, string[]>>>> = {
  csv: { 'Comma-Separated Values': ['csv'] },
  svg: { 'Scalable Vector Graphics': ['svg'] },
  png: { 'Portable Network Graphics': ['png'] },
};

/** What the page asks for is done by the commands that rows have: they ask, refuse and answer as everywhere. */
export class PanelActions implements DashboardHost {
  readonly #repository: Repository;
  readonly #shown: Pick<PanelSubject, 'plan' | 'run'>;

  constructor(repository: Repository, shown: Pick<PanelSubject, 'plan' | 'run'>) {
    this.#repository = repository;
    this.#shown = shown;
  }

  async control(control: RunControl): Promise<null> {
    const { plan, run } = this.#shown;
    const argument = control === 'run' && plan !== null ? vscode.Uri.parse(plan) : { ...this.#folder(), run };
    await vscode.commands.executeCommand(controlCommands[control], argument);
    return null;
  }

  async act({ action, ref, request }: ActMessage): Promise<null> {
    const slash = ref.indexOf('/');
    const argument = { ...this.#folder(), plan: ref.slice(0, slash), task: ref.slice(slash + 1), request };
    await vscode.commands.executeCommand(taskCommands[action], argument);
    return null;
  }

  async save({ name, kind, text }: SaveMessage): Promise<null> {
    const defaultUri = vscode.Uri.joinPath(this.#repository.folder.uri, `${fileName(name)}.${kind}`);
    const uri = await vscode.window.showSaveDialog({ defaultUri, filters: { ...filters[kind] } });
    if (uri === undefined) return null;
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text, kind === 'png' ? 'base64' : 'utf8'));
    return null;
  }

  #folder(): { readonly folder: string } {
    return { folder: this.#repository.folder.uri.toString() };
  }
}

/** The page's word for it, and nothing that leads elsewhere. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').slice(0, 100);
}
