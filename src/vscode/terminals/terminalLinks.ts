import * as vscode from 'vscode';
import { specOf } from '../../app/attemptTerminals.ts';
import type { HostServices } from '../hostServices.ts';
import type { PlanTarget } from '../commands/targets.ts';
import { allPlans } from '../commands/targets.ts';
import { findLinks, type FoundLink, type LinkTarget } from './findLinks.ts';

const tooltips: Readonly<Record<LinkTarget['kind'], string>> = {
  task: 'Show the task in its plan',
  branch: 'Show what the task changed',
  resume: 'Go on with the run',
};

class TuttiLink extends vscode.TerminalLink {
  readonly target: LinkTarget;
  readonly plan: PlanTarget;

  constructor({ startIndex, length, target }: FoundLink, plan: PlanTarget) {
    super(startIndex, length, tooltips[target.kind]);
    this.target = target;
    this.plan = plan;
  }
}

/** Tasks, branches and `tutti resume` in the transcripts of agents; other terminals get no link of ours. */
export class TerminalLinks implements vscode.TerminalLinkProvider<TuttiLink> {
  readonly #services: HostServices;

  constructor(services: HostServices) {
    this.#services = services;
  }

  provideTerminalLinks({ terminal, line }: vscode.TerminalLinkContext): TuttiLink[] {
    const folder = this.#services.terminals.folderOf(terminal);
    const spec = folder === null ? null : specOf(folder);
    if (spec === null) return [];
    const plan = allPlans(this.#services).find(
      ({ view, repository }) =>
        repository.project?.stateFolder === spec.stateFolder && view.name === spec.plan,
    );
    if (plan === undefined) return [];
    const branches = new Map(
      [...plan.view.tasks.values()].flatMap(({ id, row }) =>
        row?.branch === null || row?.branch === undefined ? [] : [[row.branch, id] as const],
      ),
    );
    const known = { tasks: new Set(plan.view.tasks.keys()), branches };
    return findLinks(line, known).map((found) => new TuttiLink(found, plan));
  }

  async handleTerminalLink({ target, plan }: TuttiLink): Promise<void> {
    const { repository, checked, view } = plan;
    switch (target.kind) {
      case 'resume':
        await vscode.commands.executeCommand('tutti.resume');
        return;
      case 'branch': {
        const argument = { folder: repository.folder.uri.toString(), plan: view.name, task: target.task };
        await vscode.commands.executeCommand('tutti.showChanges', argument);
        return;
      }
      case 'task': {
        const at = new vscode.Position((view.tasks.get(target.task)?.line ?? 1) - 1, 0);
        await vscode.window.showTextDocument(checked.uri, { selection: new vscode.Range(at, at) });
      }
    }
  }
}
