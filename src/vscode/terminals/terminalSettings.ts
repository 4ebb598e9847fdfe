import * as vscode from 'vscode';

export interface TerminalSettings {
  readonly create: 'always' | 'onDemand';
  readonly location: 'panel' | 'beside';
  /** How many terminals of finished attempts stay open. */
  readonly keepFinished: number;
}

export function terminalSettings(): TerminalSettings {
  const settings = vscode.workspace.getConfiguration('tutti.terminal');
  const kept = settings.get<number>('keepFinished', 3);
  return {
    create: settings.get('create') === 'onDemand' ? 'onDemand' : 'always',
    location: settings.get('location') === 'beside' ? 'beside' : 'panel',
    keepFinished: Math.max(0, Math.trunc(kept)),
  };
}

/** Whether an attempt is hosted by a terminal from its start: an editor tab would be in the way unasked. */
export function hostsInTerminals({ create, location }: TerminalSettings): boolean {
  return create === 'always' && location === 'panel';
}
