import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';

/** A row of a quick pick; those without a value are separators or texts. */
export interface PickItem<Value> extends vscode.QuickPickItem {
  /** Stands for the row when the others change around it. */
  readonly key: string;
  readonly value: Value | null;
  readonly itemButtons?: readonly PickButton[];
}

/** The pick stays open when it is pressed. */
export interface PickButton {
  readonly icon: string;
  readonly tooltip: string;
  readonly press: () => void;
}

export interface LivePickOptions<Value> {
  readonly title: string;
  readonly placeholder: string;
  /** Asked again after each change; the row that is active stays active. */
  readonly items: () => readonly PickItem<Value>[];
  /** When the items may have changed. */
  readonly changes?: (listener: () => void) => Disposable;
  /** Keys of the rows that are active, or ticked, at first. */
  readonly preferred?: readonly string[];
}

/** Lets a person choose one row, while the rows change; null when they leave. */
export async function pickOne<Value>(options: LivePickOptions<Value>): Promise<Value | null> {
  return (await pick(options, false))?.[0] ?? null;
}

/** Lets a person tick rows; null when they leave, and never an empty list: then it asks on, and says why. */
export async function pickMany<Value>(options: LivePickOptions<Value>): Promise<readonly Value[] | null> {
  return pick(options, true);
}

export function separator<Value>(label: string): PickItem<Value> {
  return { key: `separator ${label}`, label, kind: vscode.QuickPickItemKind.Separator, value: null };
}

function pick<Value>(options: LivePickOptions<Value>, many: boolean): Promise<readonly Value[] | null> {
  const box = vscode.window.createQuickPick<PickItem<Value>>();
  const using = new DisposableStore();
  using.add(box);
  box.title = options.title;
  box.placeholder = options.placeholder;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.keepScrollPosition = true;
  box.canSelectMany = many;
  const isPreferred = ({ key }: PickItem<Value>): boolean => options.preferred?.includes(key) ?? false;
  let text = textOf((box.items = shown(options)));
  if (many) box.selectedItems = box.items.filter(isPreferred);
  else activate(box, isPreferred);
  // While rows are replaced VS Code reports none: Enter would be lost.
  let active: string | null = null;
  const isActive = ({ key }: PickItem<Value>): boolean => key === active;
  using.add(box.onDidChangeActive(([first]) => (active = first?.key ?? active)));
  const refresh = (): void => {
    const items = shown(options);
    if (textOf(items) === text) return;
    text = textOf(items);
    const ticked = new Set(box.selectedItems.map(({ key }) => key));
    box.items = items;
    if (many) box.selectedItems = box.items.filter(({ key }) => ticked.has(key));
    // With a filter the first that is left is active: the row that was active before may be gone.
    else if (box.value === '') activate(box, isActive);
  };
  if (options.changes !== undefined) using.add(options.changes(refresh));
  using.add(
    box.onDidTriggerItemButton(({ button }) => {
      if (isPressable(button)) button.press();
    }),
  );
  return new Promise((resolve) => {
    const accept = (): void => {
      const chosen = many || box.selectedItems.length > 0 ? box.selectedItems : box.items.filter(isActive);
      const values = chosen.flatMap(({ value }) => value ?? []);
      if (values.length === 0) {
        // Without ticks the one row is of those that only say something.
        if (many) box.title = `${options.title}: nothing is ticked`;
        return;
      }
      resolve(values);
      box.hide();
    };
    using.add(box.onDidAccept(accept));
    using.add(
      box.onDidHide(() => {
        resolve(null);
        using.dispose();
      }),
    );
    box.show();
  });
}

/** What a person sees of the rows. */
function textOf<Value>(items: readonly PickItem<Value>[]): string {
  return JSON.stringify(
    items.map(({ key, label, description, detail }) => [key, label, description, detail]),
  );
}

/** Without one that is wanted VS Code takes the first; told of none, it would take none. */
function activate<Value>(
  box: vscode.QuickPick<PickItem<Value>>,
  isWanted: (item: PickItem<Value>) => boolean,
): void {
  const wanted = box.items.find(isWanted);
  if (wanted !== undefined) box.activeItems = [wanted];
}

interface PressableButton extends vscode.QuickInputButton {
  readonly press: () => void;
}

function isPressable(button: vscode.QuickInputButton): button is PressableButton {
  return 'press' in button && typeof button.press === 'function';
}

function shown<Value>({ items }: LivePickOptions<Value>): PickItem<Value>[] {
  return items().map((item) => ({
    ...item,
    buttons: (item.itemButtons ?? []).map(({ icon, tooltip, press }): PressableButton => ({
      iconPath: new vscode.ThemeIcon(icon),
      tooltip,
      press,
    })),
  }));
}
