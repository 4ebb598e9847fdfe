import * as vscode from 'vscode';
import { setConfigValue } from '../../app/editConfig.ts';
import { usdText } from '../../shared/dashboard/quantities.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { oneRepository } from './askPlace.ts';
import { isLive, steer } from './steer.ts';
import { requireTrust } from './trust.ts';

/** Asks for the budget of a run, writes it to `tutti.json`, and goes on with what waits for it. */
export async function setBudget(services: HostServices, args: readonly unknown[]): Promise<void> {
  requireTrust();
  const repository = await oneRepository(services, args, { title: 'Set Budget', accepts: () => true });
  if (repository === null) return;
  const { root, config } = repository.requireProject();
  const now = config.budget.run.usd;
  const spent = repository.status?.totals.costUsd ?? 0;
  const text = await vscode.window.showInputBox({
    title: 'Set Budget',
    prompt: `Most that a run may cost, in USD${spent === 0 ? '' : `; the latest has cost ${usdText(spent)}`}. Empty: no limit.`,
    value: now === null ? '' : String(now),
    validateInput: (value) => (parseUsd(value) === undefined ? 'A number greater than 0, such as 20' : null),
  });
  const usd = text === undefined ? undefined : parseUsd(text);
  if (usd === undefined) return;
  await setConfigValue(root, ['budget', 'run', 'usd'], usd);
  await goOnWith(repository);
}

/** Undefined: not an amount; null: no limit. */
function parseUsd(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const usd = Number(text.replace(/^\s*\$/, ''));
  return Number.isFinite(usd) && usd > 0 ? usd : undefined;
}

/** A run takes its budget when it starts and when it is resumed. */
async function goOnWith(repository: Repository): Promise<void> {
  const { handle, status } = repository;
  const waiting = status?.tasks.filter(({ request }) => request?.kind === 'budget') ?? [];
  if (handle === null || waiting.length === 0) return;
  if (isLive(repository)) {
    await steer(repository, { type: 'stop' });
    await handle.whenOver();
  }
  await repository.resume(handle.run);
  for (const { plan, id } of waiting) {
    await steer(repository, { type: 'retry', task: `${plan}/${id}`, note: null });
  }
}
