import type { JournalPort } from '../core/engine/ports.ts';
import type { EnginePorts } from '../core/engine/enginePorts.ts';

/** Environment variable of the crash tests: `event:12` or `step:7`; nothing else sets it. */
const variable = 'TUTTI_TEST_CRASH';

/**
 * For tests of recovery: kills this very process right after the k-th event was written, or right before or after the
 * k-th call to the outside (odd steps: before, even steps: after). Without the variable the ports are left alone.
 */
export function withCrashPoints(ports: EnginePorts, environment: NodeJS.ProcessEnv): EnginePorts {
  const point = /^(event|step):(\d+)$/.exec(environment[variable] ?? '');
  if (point === null) return ports;
  const count = Number(point[2]);
  if (point[1] === 'event') return { ...ports, journal: crashAfterEvent(ports.journal, count) };
  let step = 0;
  const tick = (): void => {
    step += 1;
    if (step === count) process.kill(process.pid, 'SIGKILL');
  };
  return {
    ...ports,
    worktrees: ticking(ports.worktrees, tick),
    history: ticking(ports.history, tick),
    workers: ticking(ports.workers, tick),
  };
}

function crashAfterEvent(journal: JournalPort, count: number): JournalPort {
  let written = 0;
  return {
    append: (event) => {
      journal.append(event);
      written += 1;
      if (written === count) process.kill(process.pid, 'SIGKILL');
    },
    sync: () => journal.sync(),
  };
}

/** The same port, with a tick before and after every asynchronous call. */
function ticking<Port extends object>(port: Port, tick: () => void): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown => {
        const call = (): unknown => Reflect.apply(member, target, args);
        if (name === 'follow' || name === 'pathOf' || name === 'folderOf' || name === 'stageOf')
          return call();
        tick();
        const result = call();
        if (!(result instanceof Promise)) return result;
        return result.then((value: unknown) => {
          tick();
          return value;
        });
      };
    },
  });
}
