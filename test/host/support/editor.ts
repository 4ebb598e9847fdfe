import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import type { QuickInput } from './quickInput.ts';

export interface LensRow {
  /** The text line that it stands above. */
  readonly above: string;
  /** Without icons. */
  readonly titles: readonly string[];
}

/** The active text editor and the tabs. */
export class Editor {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  /** `file` is relative to the folder that is open; line 1 is the first. */
  async open(file: string, line = 1): Promise<void> {
    const name = file.split('/').at(-1) ?? file;
    await this.#quickInput.open(file);
    await this.#quickInput.untilItem(name);
    await this.#quickInput.type(`${file}:${String(line)}`);
    await this.#quickInput.untilItem(name);
    await this.#quickInput.accept();
    await this.#quickInput.widget.waitFor({ state: 'hidden' });
    await eventually(
      `"${name}" to be open`,
      () => this.activeTab(),
      (tab) => tab.includes(name),
    );
    await eventually(
      'its lines',
      () => this.visibleLines(),
      (lines) => lines.length > 0,
    );
  }

  /** Name of the active tab; empty without one. */
  async activeTab(): Promise<string> {
    return (await this.#tabs('.tab.active')).at(-1) ?? '';
  }

  async tabs(): Promise<readonly string[]> {
    return this.#tabs('.tab');
  }

  /** The text lines that are rendered, top down. */
  async visibleLines(): Promise<readonly string[]> {
    const lines = await this.#lines();
    return lines.map(({ text }) => text);
  }

  /** The lens rows that are rendered, top down; `Lens.resolve` has been called for these only. */
  async codeLenses(): Promise<readonly LensRow[]> {
    const lenses = await this.#page
      .locator('.editor-group-container.active .codelens-decoration')
      .evaluateAll((found) =>
        found.map((lens) => ({
          top: lens.getBoundingClientRect().top,
          titles: [...lens.querySelectorAll(':scope > a, :scope > span')]
            .map((part) => part.textContent.trim())
            .filter((text) => text !== '' && text !== '|'),
        })),
      );
    const lines = await this.#lines();
    return lenses
      .filter(({ titles }) => titles.length > 0)
      .toSorted((a, b) => a.top - b.top)
      .map(({ top, titles }) => ({ above: lines.find((line) => line.top > top)?.text ?? '', titles }));
  }

  /** Clicks a lens above the first line that contains this text. */
  async clickCodeLens(lineText: string, title: string): Promise<void> {
    const rows = await eventually(
      `the lens "${title}" above "${lineText}"`,
      () => this.codeLenses(),
      (found) => found.some((row) => row.above.includes(lineText) && row.titles.includes(title)),
    );
    const row = rows
      .filter(({ titles }) => titles.includes(title))
      .findIndex(({ above }) => above.includes(lineText));
    const links = this.#page.locator('.editor-group-container.active .codelens-decoration a', {
      hasText: title,
    });
    const tops = await links.evaluateAll((found) => found.map((link) => link.getBoundingClientRect().top));
    const order = tops.map((top, index) => ({ top, index })).toSorted((a, b) => a.top - b.top);
    await links.nth(order[row]?.index ?? 0).click();
  }

  /** How many underlined places of a kind are rendered. */
  async squiggles(kind: 'error' | 'warning' | 'info'): Promise<number> {
    return this.#page.locator(`.editor-group-container.active .squiggly-${kind}`).count();
  }

  async #tabs(selector: string): Promise<readonly string[]> {
    const tabs = this.#page.locator(`.editor-group-container ${selector}`);
    return tabs.evaluateAll((found) => found.map((tab) => tab.getAttribute('aria-label') ?? ''));
  }

  async #lines(): Promise<readonly { readonly top: number; readonly text: string }[]> {
    const lines = await this.#page
      .locator('.editor-group-container.active .monaco-editor .view-line')
      .evaluateAll((found) =>
        found.map((line) => ({
          top: line.getBoundingClientRect().top,
          // Monaco draws spaces as no-break spaces.
          text: line.textContent.replaceAll('\u00a0', ' '),
        })),
      );
    return lines.toSorted((a, b) => a.top - b.top);
  }
}
