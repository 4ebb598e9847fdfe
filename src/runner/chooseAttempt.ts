import type { Scenario, ScenarioStep } from '../shared/scenario.ts';

export interface PlayedAttempt {
  readonly plan: string;
  readonly task: string;
  readonly number: number;
  readonly prompt: string;
}

/** The steps of a scenario that belong to an attempt, by the rules of `Scenario`. */
export function chooseAttempt(scenario: Scenario, played: PlayedAttempt): readonly ScenarioStep[] {
  const { plan, task, number, prompt } = played;
  const attempts = scenario.tasks[`${plan}/${task}`] ?? scenario.tasks[task] ?? [];
  const special = attempts.find(({ when }) => when !== undefined && new RegExp(when, 'i').test(prompt));
  const numbered = attempts.filter(({ when }) => when === undefined);
  const chosen = special ?? numbered[Math.min(number, numbered.length) - 1];
  return chosen?.steps ?? [{ do: 'append', path: `tasks/${fileNameOf(task)}.txt`, text: `${task}\n` }];
}

function fileNameOf(task: string): string {
  return task.replaceAll(/[^\w.-]/g, '_').replace(/^\.+/, '_.');
}
