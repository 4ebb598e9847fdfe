import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import type { RowMark } from './rowLook.ts';

const scheme = 'tutti-task';

/** Colours the labels of rows that a person must see, and puts a letter behind them. */
export function registerRowMarks(): Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) => (uri.scheme === scheme ? decorationOf(uri.query) : undefined),
  });
}

/** What a row carries to be marked; the mark is part of it, so that another mark is another resource. */
export function markUri(key: string, mark: RowMark): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${encodeURIComponent(key)}`, query: mark });
}

function decorationOf(mark: string): vscode.FileDecoration | undefined {
  switch (mark) {
    case 'failed':
      return new vscode.FileDecoration('✗', 'Failed', new vscode.ThemeColor('list.errorForeground'));
    case 'conflict':
      return new vscode.FileDecoration('!', 'Conflict', new vscode.ThemeColor('list.errorForeground'));
    case 'needs-you':
      return new vscode.FileDecoration('!', 'Needs you', new vscode.ThemeColor('list.warningForeground'));
    default:
      return undefined;
  }
}
