import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import type { HostServices } from './hostServices.ts';
import { registerNotifications } from './notifications/registerNotifications.ts';
import { publishContextKeys } from './publishContextKeys.ts';
import { registerHealthItem } from './status/healthItem.ts';
import { registerLanguageStatus } from './status/languageStatus.ts';
import { registerViews } from './views/registerViews.ts';
import { WindowWatch } from './views/windowWatch.ts';

/** What shows the window's plans and runs all the time: views, status bar, context keys, notifications. */
export function registerWindow(services: HostServices): Disposable {
  const disposables = new DisposableStore();
  const watch = disposables.add(new WindowWatch(services));
  disposables.add(publishContextKeys(services, watch));
  const views = disposables.add(registerViews(services, watch));
  disposables.add(registerHealthItem(watch));
  disposables.add(registerLanguageStatus(services, watch));
  disposables.add(registerNotifications(services, () => views.isPlanSeen()));
  return disposables;
}
