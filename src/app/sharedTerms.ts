import { UserError } from '../core/base/userError.ts';
import type { RunOptions } from './project.ts';

/** Throws UserError when plans that are to join a run ask for terms of their own. */
export function requireSharedTerms(run: string, { agent, base, fresh, max, into }: RunOptions): void {
  if (agent === null && base === null && !fresh && max === null && into === null) return;
  throw new UserError(
    `Run ${run} owns this repository, and plans that join it take its options: leave out --agent, --base, --new, --max and --into, or stop it first (tutti stop).`,
  );
}
