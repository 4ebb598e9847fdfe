import * as vscode from 'vscode';
import type { Range } from '../../core/plan/plan.ts';
import type { Place } from './textShift.ts';

/** The plan counts lines and columns from 1, the editor from 0. */
export function toEditorRange({ line, column, endLine, endColumn }: Range): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

export function toPlace({ line, character }: vscode.Position): Place {
  return { line: line + 1, column: character + 1 };
}
