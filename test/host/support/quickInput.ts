import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** Longer than a window takes to show that it has heard a key. */
const keyLimitMs = 3_000;

export interface QuickPickItem {
  /** Icons are left out. */
  readonly label: string;
  readonly description: string;
  readonly ariaLabel: string;
}

/** The palette, quick picks and input boxes: all are one widget. */
export class QuickInput {
  readonly widget: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator('.quick-input-widget:visible');
  }

  /** Opens quick access and types: `>Title` for a command, `path:line` for a file. */
  async open(text: string): Promise<void> {
    if (await this.widget.isVisible()) await this.cancel();
    // A busy window may lose a key.
    await eventually(
      'the quick input to open',
      async () => {
        if (!(await this.widget.isVisible())) await this.#page.keyboard.press('F1');
        return this.widget
          .waitFor({ timeout: keyLimitMs })
          .then(() => true)
          .catch(() => false);
      },
      (isOpen) => isOpen,
    );
    await this.type(text);
  }

  /** Replaces the text. */
  async type(text: string): Promise<void> {
    await this.widget.locator('input.input').fill(text);
  }

  async accept(): Promise<void> {
    await this.widget.locator('input.input').press('Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Empty when nothing is open as well. */
  async text(): Promise<string> {
    const values = await this.widget
      .locator('input.input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    return values.join('');
  }

  /** Title, prompt, and a validation message. */
  async captions(): Promise<readonly string[]> {
    const texts = await this.widget
      .locator('.quick-input-title:visible, .quick-input-message:visible, .quick-input-description:visible')
      .allInnerTexts();
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  }

  /** The items that are rendered: about the first 18. */
  async items(): Promise<readonly QuickPickItem[]> {
    return this.widget.locator('.quick-input-list .monaco-list-row').evaluateAll((rows) =>
      rows.map((row) => ({
        label: row.querySelector('.label-name')?.textContent.trim() ?? '',
        description: row.querySelector('.label-description')?.textContent.trim() ?? '',
        ariaLabel: row.getAttribute('aria-label') ?? '',
      })),
    );
  }

  /** Waits for the item with this label, and takes it. */
  async choose(label: string): Promise<void> {
    await this.untilItem(label);
    await this.#rowOf(label).click();
  }

  /** Waits for items, takes the first, and gives its label. */
  async chooseFirst(): Promise<string> {
    const [first] = await eventually(
      'an item',
      () => this.items(),
      (found) => found.length > 0,
    );
    await this.accept();
    return first?.label ?? '';
  }

  /** Ticks or unticks an item of a quick pick for several. */
  async tick(label: string): Promise<void> {
    await this.#rowOf(label).locator('[role=checkbox], input').first().click();
  }

  /** Clicks a button at an item. */
  async clickItemButton(label: string, button: string): Promise<void> {
    const row = this.#rowOf(label);
    await row.hover();
    await row.getByRole('button', { name: button }).click();
  }

  /** By its label, wherever it stands by then: a list is filtered, and grows, while it is read. */
  #rowOf(label: string): Locator {
    const name = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    return this.widget
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.#page.locator('.label-name').filter({ hasText: name }) })
      .first();
  }

  async untilItem(label: string): Promise<void> {
    await eventually(
      `the item "${label}"`,
      () => this.items(),
      (found) => found.some((item) => item.label === label),
    );
  }
}
