import { printable } from '../../core/base/printable.ts';
import type { JournalEvent, Need } from '../../core/engine/events.ts';
import { requestIdOf } from '../../core/engine/requestId.ts';
import { partsOfTask } from '../../shared/taskRef.ts';
import type { NoticeKind } from '../manifest/notificationSettings.ts';

/** Something that happened in a run and that a person should hear of. */
export type Notice =
  | {
      readonly kind: Extract<NoticeKind, 'needsYou' | 'conflict' | 'budget'>;
      /** Of the run. */
      readonly plan: string;
      readonly task: string;
      readonly need: Need['kind'];
      readonly message: string;
      /** Id of what it asks. */
      readonly request: string;
    }
  | { readonly kind: 'budget'; readonly task: null; readonly message: string }
  | { readonly kind: 'runEnded' }
  | { readonly kind: 'halted'; readonly message: string };

/** Agents' words in a notification are cut here. */
const maxMessage = 80;

/** Null: nothing to interrupt somebody for; a task that succeeds never is. */
export function noticeOf(event: JournalEvent): Notice | null {
  switch (event.type) {
    case 'personNeeded': {
      const { need, task } = event;
      const { plan, id } = partsOfTask(task);
      return {
        kind: need.kind === 'conflict' || need.kind === 'budget' ? need.kind : 'needsYou',
        plan,
        task: id,
        need: need.kind,
        message: printable(need.message, maxMessage),
        request: requestIdOf(event),
      };
    }
    case 'budgetExceeded':
      return { kind: 'budget', task: null, message: printable(event.reason, maxMessage) };
    case 'runEnded':
      return { kind: 'runEnded' };
    case 'runHalted':
      return { kind: 'halted', message: printable(event.reason, 200) };
    default:
      return null;
  }
}
