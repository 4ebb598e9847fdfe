import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Demo } from '../../../src/app/demo.ts';
import type { Scenario, ScenarioStep } from '../../../src/shared/scenario.ts';

/** Makes the agents of these tasks of a demo wait before their last word, each until the returned function lets it go on. */
export function holdAgents({ repository }: Demo, held: readonly string[]): (task: string) => void {
  const folder = dirname(repository);
  const file = join(folder, 'scenario.json');
  const door = (task: string): string => join(folder, `door-${task}`);
  const scenario = JSON.parse(readFileSync(file, 'utf8')) as Scenario;
  const tasks = { ...scenario.tasks };
  for (const task of held) {
    const wait: ScenarioStep = { do: 'waitFor', path: door(task) };
    tasks[task] = (tasks[task] ?? []).map(({ steps, ...attempt }) => ({
      ...attempt,
      steps: [...steps.slice(0, -1), wait, ...steps.slice(-1)],
    }));
  }
  writeFileSync(file, JSON.stringify({ tasks }));
  return (task) => writeFileSync(door(task), '');
}
