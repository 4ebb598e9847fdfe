import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { chooseMenuItem, menuItems } from './contextMenu.ts';

/** Longer than a window takes to show what a click or a pointer that rests leads to. */
const [clickLimitMs, hoverLimitMs] = [3_000, 3_000];

export interface TreeRow {
  readonly label: string;
  readonly description: string;
  readonly ariaLabel: string;
  /** 1 is a root. */
  readonly level: number;
  /** Null for a leaf. */
  readonly expanded: boolean | null;
  readonly selected: boolean;
  /** The codicon's name, such as `loading`; empty without one. */
  readonly icon: string;
  /** Titles of the inline actions. */
  readonly actions: readonly string[];
}

/** One view of a view container that is shown; see `Workbench.showView`. */
export class TreeView {
  readonly pane: Locator;
  readonly #page: Page;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.pane = page
      .locator('.pane')
      .filter({ has: page.locator(`h3.title:text-is(${JSON.stringify(name)})`) });
  }

  /** The rows that are rendered: as many as fit into the view. */
  async rows(): Promise<readonly TreeRow[]> {
    return this.pane.locator('.monaco-list-rows > .monaco-list-row').evaluateAll((rows) =>
      rows
        .toSorted((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((row) => {
          const icon = row.querySelector('.custom-view-tree-node-item-icon');
          const names = [...(icon?.classList ?? [])].filter((name) => /^codicon-(?!modifier)/.test(name));
          const expanded = row.getAttribute('aria-expanded');
          return {
            label: row.querySelector('.label-name')?.textContent ?? '',
            description: row.querySelector('.label-description')?.textContent ?? '',
            ariaLabel: row.getAttribute('aria-label') ?? '',
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? null : expanded === 'true',
            selected: row.getAttribute('aria-selected') === 'true',
            icon: names[0]?.replace('codicon-', '') ?? '',
            actions: [...row.querySelectorAll('.actions .action-label')].map(
              (action) => action.getAttribute('aria-label') ?? '',
            ),
          };
        }),
    );
  }

  /** Waits until the rows are accepted. */
  async until(what: string, accept: (rows: readonly TreeRow[]) => boolean): Promise<readonly TreeRow[]> {
    return eventually(what, () => this.rows(), accept);
  }

  /** The row whose label is this, or begins with it and a space. */
  async row(label: string): Promise<Locator> {
    await this.until(`the row "${label}"`, (found) => found.some((row) => isNamed(row, label)));
    const exact = this.#page.locator('.label-name').filter({ hasText: startsWith(label) });
    return this.pane.locator('.monaco-list-rows > .monaco-list-row').filter({ has: exact }).first();
  }

  async expand(label: string): Promise<void> {
    const row = await this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await this.until(`"${label}" to be expanded`, (rows) => {
      const index = rows.findIndex((one) => isNamed(one, label));
      return rows[index]?.expanded === true && (rows[index + 1]?.level ?? 0) > rows[index].level;
    });
  }

  /** Selects the row, which runs its command. */
  async click(label: string): Promise<void> {
    await (await this.row(label)).locator('.label-name').click();
  }

  /** VS Code forgets the command of a row that is refreshed while it is clicked: clicks until something follows. */
  async clickUntil<Value>(
    label: string,
    read: () => Promise<Value>,
    accept: (value: Value) => boolean,
  ): Promise<Value> {
    let clickedAt = Number.NEGATIVE_INFINITY;
    return eventually(
      `what a click on "${label}" leads to`,
      async () => {
        const value = await read();
        if (accept(value) || performance.now() - clickedAt < clickLimitMs) return value;
        await this.click(label);
        clickedAt = performance.now();
        return read();
      },
      accept,
    );
  }

  /** What a person reads who rests the pointer on the row. A row that is refreshed meanwhile shows nothing until it is left. */
  async hoverText(label: string, part: string): Promise<string> {
    return eventually(
      `the hover of "${label}"`,
      async () => {
        await this.#page.mouse.move(0, 0);
        await (await this.row(label)).hover();
        const hover = this.#page.locator('.workbench-hover:visible').filter({ hasText: part }).first();
        return hover.innerText({ timeout: hoverLimitMs }).catch(() => '');
      },
      (text) => text !== '',
    );
  }

  async clickAction(label: string, action: string): Promise<void> {
    const row = await this.row(label);
    await row.hover();
    await row
      .locator('.actions')
      .getByRole('button', { name: named(action) })
      .click();
  }

  /** Titles in the context menu of a row; the menu is closed again. */
  async menuOf(label: string): Promise<readonly string[]> {
    await (await this.row(label)).locator('.label-name').click({ button: 'right' });
    const items = await menuItems(this.#page);
    await this.#page.keyboard.press('Escape');
    return items;
  }

  async chooseFromMenu(label: string, item: string): Promise<void> {
    await (await this.row(label)).locator('.label-name').click({ button: 'right' });
    await chooseMenuItem(this.#page, item);
  }

  /** Clicks a button in the view's title. */
  async clickTitleAction(action: string): Promise<void> {
    await this.pane.hover();
    await this.pane
      .locator('.pane-header .actions')
      .getByRole('button', { name: action, exact: true })
      .click();
  }

  /** `TreeView.message`; empty without one. */
  async message(): Promise<string> {
    return (await this.pane.locator('.message:visible').allInnerTexts()).join('\n');
  }

  /** `TreeView.description`; empty without one. */
  async description(): Promise<string> {
    return (await this.pane.locator('.pane-header .description').allInnerTexts()).join('');
  }

  /** Text of the welcome content, with its buttons and links; empty when rows are shown. */
  async welcome(): Promise<string> {
    return (await this.pane.locator('.welcome-view-content:visible').allInnerTexts()).join('\n');
  }

  /** Clicks a button or a link of the welcome content. */
  async clickWelcome(text: string): Promise<void> {
    await this.pane.locator('.welcome-view-content').getByText(text, { exact: true }).click();
  }
}

function isNamed(row: TreeRow, label: string): boolean {
  return row.label === label || row.label.startsWith(`${label} `);
}

/** A button's name ends with its keys, where it has some. */
function named(action: string): RegExp {
  return new RegExp(`^${escaped(action)}(?: \\(.+\\))?$`);
}

function startsWith(label: string): RegExp {
  return new RegExp(`^\\s*${escaped(label)}(?:\\s|$)`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
