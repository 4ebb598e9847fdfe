/** One way to answer what a task needs from a person. */
export interface Response {
  /** Title case. */
  readonly label: string;
  /** Codicon. */
  readonly icon: string;
  readonly detail: string;
  /** Takes the task as its argument. */
  readonly command: `tutti.${string}`;
}

const retry: Response = {
  label: 'Retry',
  icon: 'debug-restart',
  detail: 'another attempt on the same branch',
  command: 'tutti.retryTask',
};
const retryWithNote: Response = {
  label: 'Retry with Note…',
  icon: 'comment',
  detail: 'another attempt, with words of yours',
  command: 'tutti.retryWithNote',
};
const skip: Response = {
  label: 'Skip',
  icon: 'debug-step-over',
  detail: 'leave it out; what depends on it may start',
  command: 'tutti.skipTask',
};
const showChanges: Response = {
  label: 'Show Changes',
  icon: 'diff-multiple',
  detail: 'look at what it did first',
  command: 'tutti.showChanges',
};
const openTerminal: Response = {
  label: 'Show Terminal',
  icon: 'terminal',
  detail: 'its transcript; what you type reaches the agent',
  command: 'tutti.openTerminal',
};

const sendBack: Response = {
  label: 'Send Back to Agent…',
  icon: 'reply',
  detail: 'another attempt, with what you want changed',
  command: 'tutti.sendBackToAgent',
};

function approve(detail: string): Response {
  return { label: 'Approve', icon: 'check', detail, command: 'tutti.approve' };
}

function deny(detail: string): Response {
  return { label: 'Deny', icon: 'x', detail, command: 'tutti.deny' };
}

/** The ways to answer a need of this kind (`Need.kind` of the engine), the likeliest first; questions take a text. */
export function responsesTo(kind: string | null): readonly Response[] {
  switch (kind) {
    case 'permission':
      return [
        approve('this once'),
        {
          label: 'Approve for This Run',
          icon: 'check-all',
          detail: 'and whatever is asked alike',
          command: 'tutti.approveForRun',
        },
        deny('its agent goes on without it'),
        openTerminal,
      ];
    case 'review':
      return [
        showChanges,
        approve('it may land'),
        sendBack,
        deny('it fails, and its work stays on its branch'),
      ];
    case 'suspicious':
      return [showChanges, approve('it may land as it is'), sendBack, skip];
    case 'conflict':
      return [
        {
          label: 'Resolve Conflict',
          icon: 'git-branch-conflicts',
          detail: 'in the merge editor',
          command: 'tutti.resolveConflict',
        },
        sendBack,
        approve('it was resolved by hand on its branch'),
        skip,
      ];
    case 'budget':
      return [
        {
          label: 'Set Budget…',
          icon: 'credit-card',
          detail: 'and go on with it',
          command: 'tutti.setBudget',
        },
        retry,
        skip,
      ];
    default:
      return [showChanges, retry, retryWithNote, skip];
  }
}
