interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  /** Markdown with command links as buttons. */
  readonly description: string;
  readonly picture: string;
  readonly altText: string;
  readonly completionEvents: readonly string[];
}

export const walkthrough = {
  id: 'start',
  title: 'Play a plan with many agents',
  description: 'From a markdown plan to one clean branch, in five steps.',
  steps: [
    {
      id: 'plan',
      title: 'Write a plan',
      description:
        'A plan is a markdown file with task lists. "depends:" says what must land first; everything else runs in parallel.\n[New Plan](command:tutti.newPlan)\nNo plan at hand? [Open the demo](command:tutti.openDemo): a small program, twelve tasks, an embedded agent.',
      picture: 'plan',
      altText: 'A plan of two phases; a task names the tasks that it depends on.',
      completionEvents: ['onCommand:tutti.newPlan', 'onCommand:tutti.openDemo', 'onContext:tutti.hasPlan'],
    },
    {
      id: 'agents',
      title: 'Bring your agents',
      description:
        'Your agents are the command lines that you have, with your log-in: Claude Code, or any program of your own.\n[Set Up Agents](command:tutti.setUpAgents)',
      picture: 'agents',
      altText: 'A list of agents with a mark at those that were found.',
      completionEvents: ['onCommand:tutti.setUpAgents'],
    },
    {
      id: 'run',
      title: 'Run it',
      description:
        'Each task gets its own worktree and terminal, as soon as what it depends on has landed. Nothing touches your checkout.\n[Run Plan](command:tutti.run)\nThe side bar, the lenses in the plan and the status bar say what happens, and why.',
      picture: 'run',
      altText: 'A graph of five tasks: one has landed, one runs, three wait.',
      completionEvents: ['onCommand:tutti.run', "onContext:tutti.runState == 'running'"],
    },
    {
      id: 'answer',
      title: 'Answer what only you can answer',
      description:
        'Permissions, questions, conflicts and reviews wait in one place; the other tasks go on.\n[Show What Needs You](command:tutti.showNeedsYou)',
      picture: 'answer',
      altText: 'A request of an agent with the buttons Approve, Approve for This Run and Deny.',
      completionEvents: ['onCommand:tutti.showNeedsYou'],
    },
    {
      id: 'land',
      title: 'Take the result',
      description:
        'What passed its gate is on one branch, merged task by task. Look at it, bring it to your branch, or open a pull request.\n[Show Changes](command:tutti.showChanges)',
      picture: 'land',
      altText: 'Four branches that land on one line, one after the other.',
      completionEvents: ['onCommand:tutti.showChanges', 'onCommand:tutti.bringToMyBranch'],
    },
  ] satisfies readonly WalkthroughStep[],
};
