import type { ErrorTopic } from '../core/base/userError.ts';

/** What helps on the command line with an error about this topic, as a sentence; empty when its message says all. */
export function wayOut(topic: ErrorTopic | null): string {
  switch (topic) {
    case 'agents':
      return 'Or choose another agent with --agent; tutti doctor lists what is there.';
    case 'branch':
      return '--new starts beside it, --base names a commit.';
    case 'noRepository':
      return '"git init" makes one.';
    default:
      return '';
  }
}
