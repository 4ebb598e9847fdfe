import type { Event } from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';

/** Attaches something to every repository of the window, those that come later included, for as long as it is there. */
export function eachRepository<Repository>(
  repositories: { readonly onDidChange: Event<void>; all(): readonly Repository[] },
  attach: (repository: Repository) => Disposable,
): Disposable {
  const attached = new Map<Repository, Disposable>();
  const update = (): void => {
    const present = new Set(repositories.all());
    for (const [repository, attachment] of attached) {
      if (present.has(repository)) continue;
      attached.delete(repository);
      attachment.dispose();
    }
    for (const repository of present) {
      if (!attached.has(repository)) attached.set(repository, attach(repository));
    }
  };
  const parts = new DisposableStore();
  parts.add(
    toDisposable(() => {
      for (const attachment of attached.values()) attachment.dispose();
      attached.clear();
    }),
  );
  parts.add(repositories.onDidChange(update));
  update();
  return parts;
}
