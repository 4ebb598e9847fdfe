import { UserError } from '../../core/base/userError.ts';
import type { RunCommandBody } from '../../shared/command.ts';
import type { QueueEntryStatus } from '../../shared/status.ts';

type Place = Pick<QueueEntryStatus, 'plan' | 'id' | 'place'>;

/** Commands that take an entry of a merge queue to the place of another one, step by step. Throws UserError. */
export function queueMoves(from: Place, to: Place): readonly RunCommandBody[] {
  if (from.plan !== to.plan) throw new UserError('Each plan has a merge queue of its own.', 1);
  const by = Math.sign(to.place - from.place);
  const task = `${from.plan}/${from.id}`;
  return Array.from({ length: Math.abs(to.place - from.place) }, () => ({ type: 'move', task, by }));
}
