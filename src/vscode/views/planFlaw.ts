import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CheckedPlan } from '../repository/planFiles.ts';
import type { PlanFlaw } from './windowModel.ts';

/** A run reads the file: what is only typed, or can't be read as a plan, is not what it goes by. */
export function planFlaw(uri: vscode.Uri, checked: CheckedPlan | null): PlanFlaw | null {
  if (checked === null || !existsSync(uri.fsPath)) return { kind: 'gone' };
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty === true) return { kind: 'unsaved' };
  const error = checked.plan.diagnostics.find(({ severity }) => severity === 'error');
  return error === undefined ? null : { kind: 'broken', line: error.line, message: error.message };
}
