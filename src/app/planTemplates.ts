/** A plan to start from. */
export interface PlanTemplate {
  /** Proposed name of the file, without its ending. */
  readonly name: string;
  /** Title case. */
  readonly label: string;
  readonly detail: string;
  readonly text: (facts: TemplateFacts) => string;
}

export interface TemplateFacts {
  readonly title: string;
  /** Test command of the project; null when none was found. */
  readonly verify: string | null;
}

const context = `What every task should know: what this is about, how the code is laid out, what must not change.`;

/** From the plainest to the one with most of the grammar. */
export const planTemplates: readonly PlanTemplate[] = [
  {
    name: 'feature',
    label: 'Feature in Phases',
    detail: 'foundations first, then what stands on them, then a check of the whole',
    text: ({ title, verify }) => `# ${title}

${context}

## Phase 1: Foundations

- [ ] 1.1 First piece of work
  - files: src/first/**
  - Say here what is to be done, in full: this text is what the agent gets.
- [ ] 1.2 Second piece, at the same time as the first
  - files: src/second/**

## Phase 2: On top of it

- [ ] 2.1 Needs the first piece only (depends: 1.1)
- [ ] 2.2 Needs both (depends: 1.1, 1.2) (priority: high)
- [ ] VERIFY 2: ${checkOf(verify)}
`,
  },
  {
    name: 'fixes',
    label: 'Independent Fixes',
    detail: 'a list of tasks that all run at the same time',
    text: ({ title }) => `# ${title}

${context}

## Fixes

- [ ] F1 First fix (depends: none)
  - How it shows, where it probably comes from, and how to tell that it is gone.
- [ ] F2 Second fix (depends: none)
- [ ] F3 Third fix, before the others (depends: none) (priority: high)
`,
  },
  {
    name: 'pipeline',
    label: 'Step by Step',
    detail: 'each task on the result of the one before; a person looks at the last',
    text: ({ title }) => `# ${title}

${context}

## Phase 1: Steps [SEQUENTIAL]

- [ ] 1.1 First step
  - Say here what is to be done, in full: this text is what the agent gets.
- [ ] 1.2 Second step, on the result of the first
- [ ] 1.3 Last step, which you look at before it lands (review: human)
`,
  },
  {
    name: 'migration',
    label: 'Migration',
    detail: 'one preparation, many places at once, one clean-up',
    text: ({ title, verify }) => `# ${title}

${context}

## Phase 1: Preparation

- [ ] 1.1 Add the new way beside the old one

## Phase 2: Places [PARALLEL]

- [ ] 2.1 Move the first place (depends: 1.1) (files: src/first/**)
- [ ] 2.2 Move the second place (depends: 1.1) (files: src/second/**)
- [ ] 2.3 Move the third place (depends: 1.1) (files: src/third/**)

## Phase 3: Clean-up [SYNC]

- [ ] 3.1 Remove the old way
- [ ] VERIFY 3: ${checkOf(verify)}
`,
  },
];

function checkOf(verify: string | null): string {
  return verify === null ? 'Check that it all fits together' : `\`${verify}\``;
}
