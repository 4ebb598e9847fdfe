import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';

const intervalMs = 250;

/** Calls back after changes of any plan or run of the window, at most four times a second. */
export function whenChanged({ repositories }: HostServices, listener: () => void): Disposable {
  const listening = new DisposableStore();
  let timer: NodeJS.Timeout | null = null;
  const changed = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      listener();
    }, intervalMs);
  };
  for (const repository of repositories.all()) {
    listening.add(vscode.Disposable.from(repository.onDidChange(changed)));
    listening.add(vscode.Disposable.from(repository.plans.onDidChange(changed)));
  }
  listening.add(
    toDisposable(() => {
      if (timer !== null) clearTimeout(timer);
    }),
  );
  return listening;
}
