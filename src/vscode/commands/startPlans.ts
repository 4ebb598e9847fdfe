import * as vscode from 'vscode';
import type { RunOptions } from '../../app/project.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import { UserError } from '../../core/base/userError.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { offerGateOnce } from './gate.ts';
import type { PlanTarget } from './targets.ts';

/** How a run is started, but for its plans; as on the command line. */
export type RunTerms = Pick<RunOptions, 'agent' | 'max' | 'base' | 'fresh' | 'into'>;

export const usualTerms: RunTerms = { agent: null, max: null, base: null, fresh: false, into: null };

export interface Start {
  readonly plans: readonly PlanTarget[];
  /** Ids of one plan; null: all tasks. */
  readonly only: readonly string[] | null;
  readonly terms: RunTerms;
}

/** Starts a run, and tells what a person should know of it once. */
export async function startPlans(
  services: HostServices,
  repository: Repository,
  { plans, only, terms }: Start,
): Promise<void> {
  const paths = plans.map(({ checked }) => checked.path);
  await requireSound(plans);
  const offered = await offerGateOnce(repository, { plans: paths, agent: terms.agent });
  if (offered === 'left') return;
  const handle = await vscode.window.withProgress(
    { location: { viewId: 'tutti.plan' }, title: 'Starting the run' },
    () => repository.start({ plans: paths, only, ...terms }),
  );
  services.log.info(`run ${handle.run}: ${paths.join(', ')}`);
  tellNotes(services, repository);
}

/** What a person should know once at the start; nothing of it keeps the run from going on. */
function tellNotes({ log }: HostServices, repository: Repository): void {
  const notes = repository.project?.notes ?? [];
  const ungated = repository.status?.plans.some(({ gated }) => !gated) ?? false;
  for (const note of notes) log.info(note);
  const told = ungated ? [...notes, 'No gate is configured: what lands is not verified.'] : notes;
  if (told.length === 0) return;
  const buttons = ungated ? ['Set a Gate'] : [];
  void vscode.window.showInformationMessage(told.join(' '), ...buttons).then((button) => {
    if (button !== undefined) void vscode.commands.executeCommand('tutti.openConfig');
  });
}

/** A run reads files: what was typed but not saved would not be played. */
export async function saved(uri: vscode.Uri): Promise<void> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (document?.isDirty !== true || (await document.save())) return;
  throw new UserError('The plan has changes that can not be saved: save it first.', 1, 'plan');
}

/** Throws UserError for plans with errors, with the first one in the editor. */
export async function requireSound(plans: readonly PlanTarget[]): Promise<void> {
  const errors = plans.flatMap(({ checked }) => {
    const found = checked.plan.diagnostics.filter(({ severity }) => severity === 'error');
    return found.map((error) => ({ checked, ...error }));
  });
  const [first] = errors;
  if (first === undefined) return;
  const { checked, message, line, column } = first;
  const place = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(checked.uri, { selection: new vscode.Range(place, place) });
  const more = errors.length === 1 ? '' : ` And ${plural(errors.length - 1, 'more error')}.`;
  throw new UserError(`${checked.path}:${String(line)}: ${message}${more}`, 2, 'plan');
}
