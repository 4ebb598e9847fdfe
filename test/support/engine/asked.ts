import type { Engine } from '../../../src/core/engine/engine.ts';
import type { RunCommandBody } from '../../../src/shared/command.ts';

let commands = 0;

/** What a person says to the run `run`; why it is refused, or null. */
export async function say(engine: Engine, body: RunCommandBody): Promise<string | null> {
  commands += 1;
  const answer = await engine.handle({ id: String(commands), run: 'run', at: 0, ...body });
  return answer.ok ? null : answer.reason;
}

/** The state's name of a task of plan `p`. */
export function status(engine: Engine, id: string): string | undefined {
  return engine.state.nodes.get(`p/${id}`)?.status.name;
}
