import { assertNever } from '../../base/assertNever.ts';
import type { Limit } from '../../engine/limits.ts';
import { idOf } from '../../engine/nodes.ts';
import type { StartBlock } from '../../engine/startBlock.ts';

/** What a wait is for, in words that do not change while it lasts: `provider anthropic`, `rate limit`, `pause`. */
export function waitWord(block: StartBlock): string {
  switch (block.kind) {
    case 'paused':
      return 'pause';
    case 'stopping':
    case 'budget':
    case 'verification':
      return block.kind;
    case 'slots':
      return 'worktrees';
    case 'hold':
      return `VERIFY ${idOf(block.by)}`;
    case 'lease':
      return block.conflict === null ? 'shared files' : leaseWord(block.conflict.key);
    case 'window':
      return 'rate limit';
    case 'limit':
      return limitWord(block.limit);
    default:
      return assertNever(block);
  }
}

export function limitWord({ tier, name }: Pick<Limit, 'tier' | 'name'>): string {
  return tier === 'run' ? 'run' : `${tier} ${name}`;
}

function leaseWord(key: string): string {
  const [, kind = 'file', name = key] = /^(file|phase):(.*)$/s.exec(key) ?? [];
  return `${kind} ${name}`;
}
