import type { RunCommandBody } from '../../../src/shared/command.ts';
import type { AttemptMessage } from '../../../src/shared/attempt.ts';
import { failure, success, type Result } from '../../../src/core/base/result.ts';
import { interpret, type Steering } from '../../../src/core/engine/commands.ts';
import type { RunEvent } from '../../../src/core/engine/events.ts';
import type { Story } from './journal.ts';
import { agentNamed } from './plans.ts';
import { MemoryHistory } from './memoryHistory.ts';

export interface StoryUnderCommand {
  readonly history: MemoryHistory;
  /** What agents were told. */
  readonly sent: readonly AttemptMessage[];
  /** The events that a command leads to, folded; or the sentence that says why there are none. */
  readonly command: (
    body: RunCommandBody,
  ) => Promise<Result<readonly RunEvent[], { readonly reason: string }>>;
}

/** A hand-written journal that a person steers. */
export function steering(story: Story, about: Partial<Steering> = {}): StoryUnderCommand {
  const history = new MemoryHistory();
  const sent: AttemptMessage[] = [];
  const outside: Steering = {
    state: story.state,
    history,
    send: (_, message) => {
      sent.push(message);
      return Promise.resolve();
    },
    agentOf: agentNamed,
    loadPlan: (path) => Promise.resolve(failure({ reason: `there is no ${path}` })),
    ...about,
  };
  return {
    history,
    sent,
    command: async (body) => {
      const answer = await interpret(outside, { id: 'c', run: 'run', at: 0, ...body });
      if (!answer.ok) return answer;
      story.given(...answer.value);
      return success(answer.value);
    },
  };
}

/** The refusal of a command; null when it was carried out. */
export async function refusal(answer: ReturnType<StoryUnderCommand['command']>): Promise<string | null> {
  const known = await answer;
  return known.ok ? null : known.reason;
}
