import type { RunEvent } from './events.ts';
import type { RunTask } from './runPlan.ts';
import type { NodeState } from './state.ts';

/** Files that decide what a gate is. */
const gateFiles = /^(?:tutti\.json|package\.json|Makefile|\.gitlab-ci\.yml|\.(?:github|circleci|ci)\/.*)$/;

/** What a person should know about a task that lands although something about it is unusual. */
export function landingRemarks(
  node: NodeState & { readonly spec: RunTask },
  settled: readonly string[],
): readonly RunEvent[] {
  const task = node.ref;
  const remarks = settled.map((what) => ({ what: `settled a conflict: ${what}`, why: 'a merge rule' }));
  const denied = node.attempts.at(-1)?.end?.denied ?? [];
  if (denied.length > 0) {
    remarks.push({
      what: `landed it although it was denied ${denied.slice(0, 3).join('; ')}`,
      why: node.spec.gate.length > 0 ? 'its gate passed' : 'it was approved',
    });
  }
  const own = node.changed.filter(
    (file) => gateFiles.test(file) || node.spec.gate.some((command) => names(command, file)),
  );
  if (node.spec.gate.length > 0 && own.length > 0) {
    remarks.push({
      what: `changed its own gate: ${own.slice(0, 5).join(', ')}`,
      why: 'look at this change yourself',
    });
  }
  return remarks.map((remark) => ({ type: 'decisionMade', task, ...remark }));
}

function names(command: string, file: string): boolean {
  return command.split(/[\s;&|]+/).some((word) => word === file || word === `./${file}`);
}
