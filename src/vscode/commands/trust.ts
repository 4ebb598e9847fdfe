import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';

/** Throws UserError in a workspace that is not trusted: enablement only hides what a command must not do. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError('This workspace is not trusted, so nothing runs in it. Trust it first.', 2, 'trust');
}
