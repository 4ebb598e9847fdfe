import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

export interface StatusBarItemView {
  /** Without icons. */
  readonly text: string;
  /** Codicon names. */
  readonly icons: readonly string[];
  readonly ariaLabel: string;
  readonly background: 'none' | 'warning' | 'error';
}

export class StatusBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** By the id that the extension gave it, such as `tutti.health`; null when it is not shown. */
  async item(id: string): Promise<StatusBarItemView | null> {
    const [item] = await this.#locator(id).evaluateAll((items) =>
      items
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => ({
          text: element.textContent.trim(),
          icons: [...element.querySelectorAll('.codicon')].flatMap((icon) =>
            [...icon.classList].filter((name) => /^codicon-(?!modifier)/.test(name)),
          ),
          ariaLabel: element.getAttribute('aria-label') ?? '',
          isWarning: element.classList.contains('warning-kind'),
          isError: element.classList.contains('error-kind'),
        })),
    );
    if (item === undefined) return null;
    return {
      text: item.text,
      icons: item.icons.map((name) => name.replace('codicon-', '')),
      ariaLabel: item.ariaLabel,
      background: item.isWarning ? 'warning' : item.isError ? 'error' : 'none',
    };
  }

  async until(
    id: string,
    what: string,
    accept: (item: StatusBarItemView | null) => boolean,
  ): Promise<StatusBarItemView | null> {
    return eventually(`the status bar: ${what}`, () => this.item(id), accept);
  }

  async click(id: string): Promise<void> {
    await this.#locator(id).click();
  }

  #locator(id: string) {
    return this.#page.locator(`.statusbar-item[id$=${JSON.stringify(`.${id}`)}]`);
  }
}
