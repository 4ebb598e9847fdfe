import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

const activeTerminal = '.terminal-wrapper.active';

/** What VS Code hangs on the element of a terminal, for tests like these. */
interface TerminalElement extends Element {
  readonly xterm?: {
    readonly buffer: {
      readonly active: {
        readonly length: number;
        getLine(index: number): { translateToString(trimRight: boolean): string } | undefined;
      };
    };
  };
}

/** The terminals in the panel. */
export class Terminals {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Names in the list of tabs, sorted: those of agents open at once, in any order. None while the panel is hidden. */
  async tabs(): Promise<readonly string[]> {
    const texts = await this.#tab().locator('.label-name').allInnerTexts();
    return texts.map((text) => text.replace(/^[┌├└]\s*/, '').trim()).sort();
  }

  /** Shows the terminal whose name contains this; the panel has to be open. */
  async show(name: string): Promise<void> {
    await eventually(
      `the terminal "${name}"`,
      () => this.tabs(),
      (tabs) => tabs.some((tab) => tab.includes(name)),
    );
    await this.#tab().filter({ hasText: name }).first().click();
    await this.#page.locator(activeTerminal).waitFor();
  }

  /** All text of the terminal that is shown, with what was scrolled away; empty when none is shown. */
  async text(): Promise<string> {
    const lines = await this.#page.evaluate((selector) => {
      const buffer = document.querySelector<TerminalElement>(selector)?.xterm?.buffer.active;
      return Array.from({ length: buffer?.length ?? 0 }, (_, index) =>
        buffer?.getLine(index)?.translateToString(true),
      );
    }, activeTerminal);
    return lines.join('\n').trimEnd();
  }

  /** Waits until the terminal that is shown has text with this in it. */
  async waitForText(part: string): Promise<string> {
    return eventually(
      `"${part}" in the terminal`,
      () => this.text(),
      (text) => text.includes(part),
    );
  }

  /** Types into the terminal that is shown, and presses Enter. */
  async type(line: string): Promise<void> {
    await this.#page.locator(`${activeTerminal} .xterm-screen`).click();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
  }

  #tab() {
    return this.#page.locator('.tabs-list .monaco-list-row');
  }
}
