import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.ts';

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--force-color-profile=srgb'],
];

let running: Promise<Browser> | null = null;

/** One Chromium for all tests of a process; each test has windows of its own profile in it. */
export function sharedBrowser(): Promise<Browser> {
  running ??= launch();
  return running;
}

/** Does nothing when none was started. */
export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = null;
  await browser?.close();
}

async function launch(): Promise<Browser> {
  const found = findChromium();
  if (!found.ok) throw new Error(found.reason);
  return chromium.launch({ executablePath: found.value, headless: true, args: flags });
}
