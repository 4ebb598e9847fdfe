import * as vscode from 'vscode';
import { bringToMyBranch, myBranch } from '../../app/bring.ts';
import { printable } from '../../core/base/printable.ts';
import type { branchCommands } from '../manifest/branchCommands.ts';
import type { PlanStatus } from '../../shared/status.ts';
import { cleanUp } from '../review/cleanUp.ts';
import { createPullRequest, openPullRequest } from '../review/pullRequest.ts';
import { restoreSnapshot } from '../review/restoreSnapshot.ts';
import type { Repository } from '../repository/repository.ts';
import { oneRepository } from './askPlace.ts';
import type { Handlers } from './commandHandler.ts';
import { landedPlan } from './landedPlan.ts';
import { pickOne } from './pickLive.ts';

export const branchHandlers: Handlers<typeof branchCommands> = {
  'tutti.bringToMyBranch': async (services, ...args) => {
    const work = await landedPlan(services, args, 'Bring Integration Branch to Mine');
    if (work === null) return;
    const { repository, run, plan } = work;
    const project = repository.requireProject();
    const mine = await myBranch(project);
    if (!(await confirmBringing(plan, mine))) return;
    const { branch, integrationBranch, how } = await bringToMyBranch(project, {
      run,
      plan: plan.name,
    });
    void vscode.window.showInformationMessage(
      how === 'unchanged'
        ? `${branch} already contains ${integrationBranch}.`
        : `${branch} now contains ${integrationBranch} (${how === 'merge' ? 'merged' : 'fast-forward'}).`,
    );
  },
  'tutti.createPullRequest': async (services, ...args) => {
    const work = await landedPlan(services, args, 'Create Pull Request');
    if (work !== null) await createPullRequest(work);
  },
  'tutti.openPullRequest': async (services, ...args) => {
    const work = await landedPlan(services, args, 'Open Pull Request');
    if (work !== null) await openPullRequest(work);
  },
  'tutti.undo': async (services, ...args) => {
    const repository = await oneRepository(services, args, {
      title: 'Restore Snapshot',
      accepts: hasProject,
    });
    if (repository !== null) await restoreSnapshot(repository);
  },
  'tutti.cleanUp': async (services, ...args) => {
    const repository = await oneRepository(services, args, { title: 'Clean Up', accepts: hasProject });
    if (repository !== null) await cleanUp(repository);
  },
};

/** A pick and no modal: git can take it back, and nothing is lost. */
async function confirmBringing(plan: PlanStatus, mine: string): Promise<boolean> {
  const partly = plan.landed < plan.total;
  const landed = `${String(plan.landed)} of ${String(plan.total)} tasks have landed`;
  const answer = await pickOne<'bring' | 'leave'>({
    title: `Bring ${plan.integrationBranch} to ${printable(mine, 60)}?`,
    placeholder: partly ? `${landed}; what follows can be brought later.` : `${landed}.`,
    items: () => [
      {
        key: 'bring',
        label: `$(git-merge) Bring It to ${printable(mine, 60)}`,
        description: plan.gated ? 'what is on it has passed its gates' : 'no gate has verified it',
        value: 'bring',
      },
      { key: 'leave', label: '$(arrow-left) Leave My Branch as It Is', value: 'leave' },
    ],
  });
  return answer === 'bring';
}

function hasProject({ project }: Repository): boolean {
  return project !== null;
}
