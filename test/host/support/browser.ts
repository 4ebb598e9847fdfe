import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.ts';

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--force-color-profile=srgb'],
];

const closeLimitMs = 10_000;

let running: Promise<Browser> | null = null;

/** One Chromium for all tests of a process; each test has windows of its own profile in it. */
export function sharedBrowser(): Promise<Browser> {
  running ??= launch();
  return running;
}

/** Does nothing when none was started. One that does not end, as on a busy machine, ends with this process. */
export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = null;
  if (browser === null) return;
  const patience = new Promise((resolve) => setTimeout(resolve, closeLimitMs).unref());
  await Promise.race([browser.close(), patience]);
}

async function launch(): Promise<Browser> {
  const found = findChromium();
  if (!found.ok) throw new Error(found.reason);
  return chromium.launch({ executablePath: found.value, headless: true, args: flags });
}
