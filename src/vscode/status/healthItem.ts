import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import type { WindowModel } from '../views/windowModel.ts';
import type { WindowWatch } from '../views/windowWatch.ts';
import { health } from './health.ts';
import { healthHover } from './healthHover.ts';

const priority = 50;

/** The status bar's one item; a click shows what needs the user. */
export function registerHealthItem(watch: WindowWatch): Disposable {
  const disposables = new DisposableStore();
  const item = disposables.add(
    vscode.window.createStatusBarItem('tutti.health', vscode.StatusBarAlignment.Left, priority),
  );
  item.name = 'Tutti Run Health';
  item.command = 'tutti.showNeedsYou';
  disposables.add(watch.onBeat((model) => show(item, model)));
  show(item, watch.model());
  return disposables;
}

function show(item: vscode.StatusBarItem, model: WindowModel): void {
  const told = health(model);
  if (told === null) {
    item.hide();
    return;
  }
  item.text = told.text;
  item.tooltip = healthHover(model);
  item.accessibilityInformation = { label: told.spoken };
  item.backgroundColor = backgrounds[told.state];
  item.show();
}

const backgrounds = {
  idle: undefined,
  running: undefined,
  paused: undefined,
  'needs-you': new vscode.ThemeColor('statusBarItem.warningBackground'),
  halted: new vscode.ThemeColor('statusBarItem.errorBackground'),
};
