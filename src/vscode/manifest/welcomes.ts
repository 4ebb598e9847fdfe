import { has } from './when.ts';

/** Shown in a view without rows: when-clause, and contents with command links; a link on a line of its own is a button. */
export interface Welcome {
  readonly when: string;
  readonly contents: string;
}

const loaded = 'tutti.loaded';
const noFolder = 'workbenchState == empty';
const inFolder = 'workbenchState != empty';
const trusted = 'isWorkspaceTrusted';
const noPlan = `!${has.plan}`;

/** Without the question which folder. */
const initialize = '[Initialize Repository](command:git.init?%5Btrue%5D)';
const openSourceControl = '[Open Source Control](command:workbench.view.scm)';
const openMain = '[Open Main Workspace](command:tutti.openMainWorkspace)';

function when(...clauses: readonly string[]): string {
  return clauses.join(' && ');
}

function contents(...lines: readonly string[]): string {
  return lines.join('\n');
}

/** Exactly one holds at a time. */
export const planWelcomes: readonly Welcome[] = [
  {
    when: noFolder,
    contents: contents(
      'No folder is open.',
      '[Open Folder](command:vscode.openFolder)',
      'Or look at [a demo](command:tutti.openDemo) that runs without an agent.',
    ),
  },
  {
    when: when(loaded, inFolder, '!isWorkspaceTrusted', noPlan),
    contents: contents(
      'This folder is not trusted: plans can be read and checked, but nothing runs.',
      '[Manage Workspace Trust](command:workbench.trust.manage)',
      'There is no plan yet. [Write one](command:tutti.newPlan)',
    ),
  },
  {
    when: when(loaded, inFolder, trusted, noPlan, 'tutti.obstacle == noGit'),
    contents: contents(
      'This folder is no git repository, and agents work on branches.',
      initialize,
      'Or look at [a demo](command:tutti.openDemo) that brings its own.',
    ),
  },
  {
    when: when(loaded, inFolder, trusted, noPlan, 'tutti.obstacle == noCommit'),
    contents: contents(
      'This repository has no commit yet, and agents start from one.',
      openSourceControl,
      'Or [create a plan](command:tutti.newPlan) to commit.',
    ),
  },
  {
    when: when(loaded, inFolder, trusted, noPlan, 'tutti.obstacle == gitFault'),
    contents: contents(
      'Git can not be used here.',
      '[Check Surroundings](command:tutti.doctor)',
      'It says what is wrong and what to do.',
    ),
  },
  {
    when: when(loaded, inFolder, trusted, noPlan, 'tutti.obstacle == worktree'),
    contents: contents(
      'This folder is a worktree: plans are run in its main workspace.',
      openMain,
      'There is no plan in this folder.',
    ),
  },
  {
    when: when(loaded, inFolder, trusted, noPlan, 'tutti.obstacle == problem'),
    contents: contents(
      'The configuration can not be read.',
      '[Open tutti.json](command:tutti.openConfig)',
      'The [log](command:tutti.showLogs) says what is wrong.',
    ),
  },
  {
    when: when(loaded, inFolder, trusted, noPlan, 'tutti.obstacle == noAgent'),
    contents: contents(
      'No agent was found on this machine.',
      '[Set Up Agents](command:tutti.setUpAgents)',
      '[Create Plan](command:tutti.newPlan)',
      'Or look at [a demo](command:tutti.openDemo) that runs without an agent.',
    ),
  },
  {
    when: when(loaded, inFolder, trusted, noPlan, 'tutti.obstacle == none'),
    contents: contents(
      'There is no plan in this folder.',
      '[Create Plan](command:tutti.newPlan)',
      'Or look at [a demo](command:tutti.openDemo) that runs without an agent.',
    ),
  },
];

const atRest = [has.plan, trusted, 'tutti.runState == idle', '!tutti.canResume'];
const notInTheWay = 'tutti.obstacle =~ /^(none|problem|gitFault)$/';

/** What becomes of a run that is over. */
const result = [
  '[Show Report](command:tutti.showReport)',
  '[Bring Integration Branch to Mine](command:tutti.bringToMyBranch)',
  '[Create Pull Request…](command:tutti.createPullRequest)',
];

export const workerWelcomes: readonly Welcome[] = [
  {
    when: when(noPlan),
    contents: contents('No agent is at work: there is no plan.'),
  },
  {
    when: when(has.plan, '!isWorkspaceTrusted'),
    contents: contents(
      'No agent is at work: this folder is not trusted.',
      '[Manage Workspace Trust](command:workbench.trust.manage)',
    ),
  },
  {
    when: when(...atRest, 'tutti.obstacle == noAgent'),
    contents: contents(
      'No agent was found on this machine.',
      '[Set Up Agents](command:tutti.setUpAgents)',
      'Then [check everything](command:tutti.doctor) that a run needs.',
    ),
  },
  {
    when: when(...atRest, 'tutti.obstacle == noGit'),
    contents: contents(
      'No agent is at work: this folder is no git repository, and agents work on branches.',
      initialize,
    ),
  },
  {
    when: when(...atRest, 'tutti.obstacle == noCommit'),
    contents: contents(
      'No agent is at work: this repository has no commit yet, and agents start from one.',
      openSourceControl,
    ),
  },
  {
    when: when(...atRest, 'tutti.obstacle == worktree'),
    contents: contents('No agent is at work: plans are run in the main workspace.', openMain),
  },
  {
    when: when(...atRest, notInTheWay, 'tutti.hasResult'),
    contents: contents('The run is over.', ...result, 'Or [run a plan](command:tutti.run) again.'),
  },
  {
    when: when(...atRest, notInTheWay, '!tutti.hasResult'),
    contents: contents(
      'No agent is at work.',
      '[Run Plan](command:tutti.run)',
      'Or see [how long it would take](command:tutti.dryRun).',
    ),
  },
  {
    when: when(has.plan, trusted, 'tutti.runState == idle', 'tutti.canResume'),
    contents: contents(
      'The run has stopped.',
      '[Resume Run](command:tutti.resume)',
      'Or read [what it did](command:tutti.showReport).',
    ),
  },
  {
    when: when(has.plan, trusted, 'tutti.runState == paused'),
    contents: contents(
      'The run is paused, and no agent is at work.',
      '[Resume Run](command:tutti.resume)',
      'Or read [what it did](command:tutti.showReport).',
    ),
  },
  {
    when: when(has.plan, trusted, 'tutti.runState == halted'),
    contents: contents(
      'The run has halted: it could not go on.',
      '[Resume Run](command:tutti.resume)',
      'The [log](command:tutti.showLogs) says what was wrong.',
    ),
  },
  {
    when: when(has.plan, trusted, 'tutti.runState =~ /^(running|draining)$/'),
    contents: contents('No agent is at work.', 'See [what waits, and why](command:tutti.whyIsThisWaiting).'),
  },
];

const afterRun = when(has.plan, trusted, '!tutti.canResume', 'tutti.hasResult');

export const queueWelcomes: readonly Welcome[] = [
  {
    when: when('tutti.runState == idle', `!(${afterRun})`),
    contents: contents('Nothing waits to land.'),
  },
  {
    when: when('tutti.runState == idle', afterRun),
    contents: contents('What the run did has landed on its integration branch.', ...result),
  },
  {
    when: 'tutti.runState != idle',
    contents: contents('Nothing waits to land.', 'See [the run](command:tutti.showStatus).'),
  },
];

export const activityWelcomes: readonly Welcome[] = [
  {
    when: when(has.plan, trusted),
    contents: contents('Nothing has happened yet.', 'See [earlier runs](command:tutti.pickRun).'),
  },
  { when: `!(${has.plan} && ${trusted})`, contents: contents('Nothing has happened yet.') },
];
