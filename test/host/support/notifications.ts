import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

export interface Toast {
  readonly text: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly buttons: readonly string[];
}

/** The toasts at the lower right. */
export class Notifications {
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#toasts = page.locator('.notifications-toasts .notification-toast');
  }

  /** What is shown now, newest first. */
  async toasts(): Promise<readonly Toast[]> {
    return this.#toasts.evaluateAll((toasts) =>
      toasts.map((toast) => ({
        text: toast.querySelector('.notification-list-item-message')?.textContent.trim() ?? '',
        severity:
          toast.querySelector('.codicon-error') !== null
            ? 'error'
            : toast.querySelector('.codicon-warning') !== null
              ? 'warning'
              : 'info',
        buttons: [...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map(
          (button) => button.textContent.trim(),
        ),
      })),
    );
  }

  /** Waits for a toast with this text in it. */
  async waitFor(text: string): Promise<Toast> {
    const toasts = await eventually(
      `the toast "${text}"`,
      () => this.toasts(),
      (found) => found.some((toast) => toast.text.includes(text)),
    );
    return toasts.find((toast) => toast.text.includes(text))!;
  }

  async click(text: string, button: string): Promise<void> {
    await this.waitFor(text);
    const toast = this.#toasts.filter({ hasText: text }).first();
    await toast.hover();
    await toast.getByRole('button', { name: button, exact: true }).click();
  }
}
