import { errors, type Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** Titles in the menu that is open; separators are left out. */
export async function menuItems(page: Page): Promise<readonly string[]> {
  const labels = page.locator('.monaco-menu .action-item:not(:has(.separator)) .action-label[aria-label]');
  await labels.first().waitFor();
  return labels.evaluateAll((found) => found.map((label) => label.getAttribute('aria-label') ?? ''));
}

/** Takes an item of the menu that is open. */
export async function chooseMenuItem(page: Page, title: string): Promise<void> {
  const item = page.locator(`.monaco-menu .action-label[aria-label=${JSON.stringify(title)}]`);
  await item.waitFor();
  // A menu takes no click at once after it opened.
  await eventually(
    `the menu to take "${title}"`,
    async () => {
      await item.click({ timeout: 1_000 }).catch(closedMeanwhile);
      return item.isVisible();
    },
    (visible) => !visible,
  );
}

function closedMeanwhile(error: unknown): void {
  if (!(error instanceof errors.TimeoutError)) throw error;
}
