import * as vscode from 'vscode';
import { isDraftOf } from '../../app/conflictDrafts.ts';
import { allPlans, taskIn } from '../commands/targets.ts';
import { requireWork, type WorkTarget } from '../commands/workTargets.ts';
import type { HostServices } from '../hostServices.ts';

/** The task whose conflict is resolved in the file that a command was called on; null for any other argument. */
export function draftTarget(services: HostServices, [first]: readonly unknown[]): WorkTarget | null {
  if (!(first instanceof vscode.Uri)) return null;
  for (const plan of allPlans(services)) {
    const { status } = plan;
    const { project } = plan.repository;
    if (project === null || status === null) continue;
    for (const { id, row } of plan.view.tasks.values()) {
      if (row?.state !== 'needs-you') continue;
      const about = { run: status.run, task: `${row.plan}/${row.id}`, file: first.fsPath };
      const target = isDraftOf(project, about) ? taskIn(plan, id) : null;
      if (target !== null) return requireWork(target);
    }
  }
  return null;
}
