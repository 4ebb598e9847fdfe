import * as vscode from 'vscode';
import { plural } from '../../shared/dashboard/quantities.ts';
import type { Diagnostic, Severity } from '../../core/plan/plan.ts';
import { pickOne, type PickItem } from './pickLive.ts';
import { pickText } from './pickText.ts';
import type { PlanTarget } from './targets.ts';

const icons: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'info' };
const maxShown = 200;

interface Found {
  readonly uri: vscode.Uri;
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

/** Says that plans are in order, or lists what is wrong with them: choosing a line opens it. */
export async function validatePlans(plans: readonly PlanTarget[]): Promise<void> {
  const found = plans.flatMap(({ checked }) =>
    checked.plan.diagnostics.map((diagnostic): Found => ({
      uri: checked.uri,
      path: checked.path,
      diagnostic,
    })),
  );
  if (found.length === 0) {
    const [only] = plans;
    const what = plans.length === 1 ? (only?.checked.path ?? '') : plural(plans.length, 'plan');
    void vscode.window.showInformationMessage(`${what}: no problems.`);
    return;
  }
  const picked = await pickOne<Found>({
    title: `Validate Plan: ${foundText(found)}`,
    placeholder: 'Choose a problem to go to',
    items: () => found.slice(0, maxShown).map(itemOf),
  });
  if (picked === null) return;
  const { line, column, endLine, endColumn } = picked.diagnostic;
  const selection = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  await vscode.window.showTextDocument(picked.uri, { selection });
}

function itemOf({ uri, path, diagnostic }: Found, index: number): PickItem<Found> {
  const { line, severity, message, code } = diagnostic;
  return {
    key: String(index),
    label: `$(${icons[severity]}) ${pickText(message, 200)}`,
    description: `${severity} · ${code}`,
    detail: `${path}:${String(line)}`,
    value: { uri, path, diagnostic },
  };
}

function foundText(found: readonly Found[]): string {
  const count = (severity: Severity): number =>
    found.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  const [errors, warnings, hints] = [count('error'), count('warning'), count('info')];
  return [
    ...(errors === 0 ? [] : [plural(errors, 'error')]),
    ...(warnings === 0 ? [] : [plural(warnings, 'warning')]),
    ...(hints === 0 ? [] : [plural(hints, 'hint')]),
  ].join(', ');
}
