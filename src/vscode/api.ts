import type * as vscode from 'vscode';
import type { RunStatus } from '../shared/status.ts';

/**
 * What the extension gives to others: `vscode.extensions.getExtension<TuttiApi>('tutti.tutti')?.activate()`. Fields are
 * added, never renamed. Errors are meant to be shown: their message is a sentence for people.
 */
export interface TuttiApi {
  readonly version: 1;
  /**
   * Plays plans, or hands them to the run that goes on already; resolves with its id when it has started. Rejects when
   * it can't: nothing was started then. Ask the user first: agents cost time and money.
   */
  run(options: TuttiRunOptions): Promise<string>;
  /** Interrupts the agents of a run and keeps their work on their branches. `folder`: when there are several. */
  stop(folder?: vscode.Uri): Promise<void>;
  /** Where the latest run of a folder stands, as in `status.json`; null before the first one. */
  status(folder?: vscode.Uri): Promise<RunStatus | null>;
  /** After any change of a run that a view would show, at most 10 times a second. */
  readonly onDidChange: vscode.Event<TuttiChange>;
}

export interface TuttiRunOptions {
  /** Plan files of one workspace folder. */
  readonly plans: readonly [vscode.Uri, ...vscode.Uri[]];
  /** Profile for every task; default: as plan and configuration say. */
  readonly agent?: string;
  /** At most so many agents at once. */
  readonly max?: number;
}

export interface TuttiChange {
  readonly folder: vscode.Uri;
  readonly status: RunStatus;
}
