import type { Locator, Page } from 'playwright-core';

/** The modal dialog, also the one that asks for trust. */
export class ModalDialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  isOpen(): Promise<boolean> {
    return this.box.isVisible();
  }

  /** Waits for it. `detail` is what stands below the message; empty without any. */
  async read(): Promise<{
    readonly message: string;
    readonly detail: string;
    readonly buttons: readonly string[];
  }> {
    await this.box.waitFor();
    const textOf = async (selector: string): Promise<string> =>
      (await this.box.locator(selector).allInnerTexts()).join('\n').trim();
    const texts = await this.box.locator('.dialog-buttons .monaco-button').allInnerTexts();
    const message = await textOf('.dialog-message-text');
    const body = await textOf('.dialog-message-detail, .dialog-message-body');
    // A message without detail has no place of its own.
    return {
      message: message === '' ? body : message,
      detail: message === '' ? '' : body,
      buttons: texts.map((text) => text.trim()).filter((text) => text !== ''),
    };
  }

  async click(button: string): Promise<void> {
    await this.box.waitFor();
    await this.box.locator('.dialog-buttons').getByRole('button', { name: button, exact: true }).click();
    await this.box.waitFor({ state: 'hidden' });
  }
}
