import type { ScenarioAttempt, ScenarioStep } from '../../../src/shared/scenario.ts';
import { createPlanWorkspace, type PlanWorkspace } from './planWorkspace.ts';

/** A repository whose run comes to stand with a task in almost every state, and stays so. */
export interface StandingRun extends PlanWorkspace {
  /** Lets the agents that work finish. */
  release(): void;
}

const plan = `---
tutti: true
---

# Sign in with a password

## Phase 1: Accounts

- [x] 1.1 Table of accounts
- [ ] 1.2 Hash passwords
- [ ] 1.3 Limit attempts by address (depends: 1.2)

## Phase 2: Endpoints

- [ ] 2.1 Sign in (depends: 1.2)
- [ ] 2.2 Sign out (depends: 1.2)
- [ ] 2.3 Reset by mail (depends: 1.2)
- [ ] 2.4 Remember this device (depends: 2.1, 2.2)
- [ ] 2.5 Audit trail (depends: 1.3)

## Phase 3: Pages

- [ ] 3.1 Form
  - [ ] 3.1.1 Fields and labels (depends: 1.2)
  - [ ] 3.1.2 Words for errors (depends: 2.1)
- [ ] 3.2 Page after signing out (depends: 2.2)
`;

export function makeStandingRun(): StandingRun {
  const workspace = createPlanWorkspace(plan, {
    config: { verify: ['test ! -e broken'], retries: 0, limits: { run: 5 } },
  });
  const working = (doing: readonly ScenarioStep[]): readonly ScenarioAttempt[] => [
    { steps: [...doing, { do: 'waitFor', path: workspace.door('go-on') }] },
  ];
  workspace.scenario({
    '1.3': [{ steps: [{ do: 'write', path: 'broken', text: '' }] }],
    '2.1': working([
      { do: 'usage', inputTokens: 18_200, outputTokens: 940, costUsd: 0.12, contextUsed: 0.31 },
      { do: 'say', text: 'editing src/signIn.ts' },
    ]),
    '2.2': working([
      { do: 'usage', inputTokens: 6_100, outputTokens: 310, costUsd: 0.04, contextUsed: 0.09 },
      { do: 'say', text: 'reading the routes' },
    ]),
    '2.3': [
      { steps: [{ do: 'askQuestion', question: 'How long is a link valid?', options: ['1 h', '24 h'] }] },
    ],
    '3.1.1': [{ steps: [{ do: 'askPermission', tool: 'Bash', summary: 'npm install --save zod' }] }],
  });
  return { ...workspace, release: () => workspace.unlock('go-on') };
}
