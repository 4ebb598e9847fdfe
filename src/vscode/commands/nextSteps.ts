import type { ErrorTopic } from '../../core/base/userError.ts';

/** A button below an error. */
export interface NextStep {
  readonly label: string;
  readonly command: string;
}

/** The ways on from an error about this topic. */
export function nextSteps(topic: ErrorTopic | null): readonly NextStep[] {
  switch (topic) {
    case 'agents':
      return [
        { label: 'Set Up Agents', command: 'tutti.setUpAgents' },
        { label: 'Open Configuration', command: 'tutti.openConfig' },
      ];
    case 'config':
      return [{ label: 'Open Configuration', command: 'tutti.openConfig' }];
    case 'plan':
      return [{ label: 'Show Problems', command: 'workbench.actions.view.problems' }];
    case 'noPlan':
      return [{ label: 'New Plan…', command: 'tutti.newPlan' }];
    case 'noRun':
      return [{ label: 'Run Plan', command: 'tutti.run' }];
    case 'cutOffRun':
      return [{ label: 'Resume Run', command: 'tutti.resume' }];
    case 'branch':
      return [{ label: 'Run Plan with Options…', command: 'tutti.runWithOptions' }];
    case 'git':
      return [{ label: 'Check Surroundings', command: 'tutti.doctor' }];
    case 'noRepository':
      return [
        { label: 'Initialize Repository', command: 'git.init' },
        { label: 'Check Surroundings', command: 'tutti.doctor' },
      ];
    case 'noCommit':
      return [{ label: 'Open Source Control', command: 'workbench.view.scm' }];
    case 'noRemote':
      return [{ label: 'Add Remote…', command: 'git.addRemote' }];
    case 'worktree':
      return [{ label: 'Open Main Workspace', command: 'tutti.openMainWorkspace' }];
    case 'trust':
      return [{ label: 'Manage Trust', command: 'workbench.trust.manage' }];
    case 'allLanded':
      return [
        { label: 'Bring Integration Branch to Mine', command: 'tutti.bringToMyBranch' },
        { label: 'Run Plan with Options…', command: 'tutti.runWithOptions' },
      ];
    case 'nothing':
    case null:
      return [];
  }
}
