import * as vscode from 'vscode';
import { countText, usdText } from '../../shared/dashboard/quantities.ts';
import type { RunStatus } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import { setConfigured } from '../repository/setConfigured.ts';
import type { Repository } from '../repository/repository.ts';
import { oneRepository } from './askPlace.ts';
import {
  budgetLimits,
  limitPassed,
  parseAmount,
  setBudgetCommand,
  stoppedBy,
  type BudgetLimit,
} from './budgetLimits.ts';
import { pickOne } from './pickLive.ts';
import { isLive, steer } from './steer.ts';
import { namedTasks, readArguments } from './targets.ts';
import { requireTrust } from './trust.ts';

/**
 * Asks for what may be spent, of the limit that the named task, or a task of the named run, waits for; sets it where it
 * counts, tells the run, and goes on with what waited for it. No agent is interrupted.
 */
export async function setBudget(services: HostServices, args: readonly unknown[]): Promise<void> {
  requireTrust();
  const repository = await oneRepository(services, args, { title: 'Set Budget', accepts: () => true });
  if (repository === null) return;
  const { root, config } = repository.requireProject();
  const limits = budgetLimits(config);
  const [task] = namedTasks(services, readArguments(args));
  const passed = passedLimit(repository.status, { row: task?.task.row ?? null, limits });
  const limit = args.length > 0 && passed !== null ? passed : await pickLimit(limits, passed);
  if (limit === null) return;
  const amount = await askAmount(limit, repository.status);
  if (amount === undefined) return;
  const folder = repository.folder.uri;
  const place = await setConfigured({ folder, root }, limit.path, amount);
  void vscode.window.showInformationMessage(
    `${nameOf(limit)}: ${amountText({ ...limit, now: amount })}, by ${limit.path.join('.')} in ${place}.`,
  );
  await goOnWith(
    repository,
    limit,
    limits.map((one) => (one === limit ? { ...one, now: amount } : one)),
  );
}

function passedLimit(
  status: RunStatus | null,
  {
    row,
    limits,
  }: { readonly row: RunStatus['tasks'][number] | null; readonly limits: readonly BudgetLimit[] },
): BudgetLimit | null {
  if (status === null) return null;
  const { tasks } = status;
  const isNamed = row?.request?.kind === 'budget';
  const rows = isNamed ? [row] : [...stoppedBy('run', tasks), ...stoppedBy('attempt', tasks)];
  return rows.map((one) => limitPassed(one, status.totals, limits)).find((limit) => limit !== null) ?? null;
}

function pickLimit(
  limits: readonly BudgetLimit[],
  preferred: BudgetLimit | null,
): Promise<BudgetLimit | null> {
  return pickOne<BudgetLimit>({
    title: 'Set Budget',
    placeholder: 'Which limit?',
    items: () =>
      limits.map((limit) => ({
        key: limit.path.join('.'),
        label: nameOf(limit),
        description: amountText(limit),
        value: limit,
      })),
    preferred: preferred === null ? [] : [preferred.path.join('.')],
  });
}

/** Undefined: the person left; null: no limit. */
async function askAmount(limit: BudgetLimit, status: RunStatus | null): Promise<number | null | undefined> {
  const { of, unit, now } = limit;
  const spent = of === 'run' && status !== null ? spentText(status.totals, unit) : null;
  const empty = unit === 'turns' ? '.' : '. Empty: no limit.';
  const example = unit === 'USD' ? 'A number greater than 0, such as 20' : 'A whole number greater than 0';
  const text = await vscode.window.showInputBox({
    title: 'Set Budget',
    prompt: `${nameOf(limit)}${spent === null ? '' : `; the latest has used ${spent}`}${empty}`,
    value: now === null ? '' : String(now),
    validateInput: (value) => (parseAmount(value, unit) === undefined ? example : null),
  });
  return text === undefined ? undefined : parseAmount(text, unit);
}

/** A run that goes on is told; one that does not takes its limits when it is resumed. */
async function goOnWith(
  repository: Repository,
  { of }: BudgetLimit,
  limits: readonly BudgetLimit[],
): Promise<void> {
  const { handle, status } = repository;
  const waiting = stoppedBy(of, status?.tasks ?? []);
  if (isLive(repository)) await steer(repository, setBudgetCommand(limits));
  else if (handle !== null && waiting.length > 0) await repository.resume(handle.run);
  for (const { plan, id } of waiting) {
    await steer(repository, { type: 'retry', task: `${plan}/${id}`, note: null });
  }
}

const subjects = { run: 'a run', attempt: 'one attempt at a task' } as const;

function nameOf({ of, unit }: BudgetLimit): string {
  return unit === 'USD' ? `Most that ${subjects[of]} may cost, in USD` : `Most ${unit} of ${subjects[of]}`;
}

function amountText({ unit, now }: BudgetLimit): string {
  if (now === null) return 'no limit';
  return unit === 'USD' ? usdText(now) : `${now.toLocaleString('en')} ${unit}`;
}

function spentText({ costUsd, tokens }: RunStatus['totals'], unit: BudgetLimit['unit']): string | null {
  if (unit === 'USD') return costUsd === 0 ? null : usdText(costUsd);
  return tokens === 0 ? null : `${countText(tokens)} tokens`;
}
