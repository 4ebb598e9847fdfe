import { writeFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { encode } from 'modern-gif';
import type { Page } from 'playwright-core';

interface Frame {
  readonly png: Buffer;
  delayMs: number;
}

const frameMs = 400;
/** What is shown longer is cut. */
const maxDelayMs = 2_000;
const lastDelayMs = 4_000;
const maxFrames = 120;

/** Films a page while it acts, and writes it as a GIF of 128 colours. Frames that show nothing new are joined. */
export async function film(page: Page, file: string, act: () => Promise<void>): Promise<void> {
  const frames: Frame[] = [];
  const ended = new AbortController();
  const camera = (async () => {
    while (!ended.signal.aborted && frames.length < maxFrames) {
      const startedAt = performance.now();
      const png = await page.screenshot({ caret: 'hide' });
      const last = frames.at(-1);
      if (last?.png.equals(png) === true) last.delayMs = Math.min(last.delayMs + frameMs, maxDelayMs);
      else frames.push({ png, delayMs: frameMs });
      await page.waitForTimeout(Math.max(0, frameMs - (performance.now() - startedAt)));
    }
  })();
  try {
    await act();
  } finally {
    ended.abort();
    await camera;
  }
  const last = frames.at(-1);
  if (last === undefined) throw new Error(`nothing was filmed for ${file}`);
  last.delayMs = lastDelayMs;
  await writeFile(file, await gifOf(frames));
}

async function gifOf(frames: readonly Frame[]): Promise<Buffer> {
  const pictures = frames.map(({ png, delayMs }) => ({ ...pixelsOf(png), delay: delayMs }));
  const { width, height } = pictures[0] ?? { width: 0, height: 0 };
  return Buffer.from(await encode({ width, height, frames: pictures, maxColors: 128 }));
}

/** RGBA. */
function pixelsOf(png: Buffer): {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
} {
  const { width, height, channels, data } = decode(png);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      pixels[pixel * 4 + channel] = data[pixel * channels + channel] ?? 0;
    pixels[pixel * 4 + 3] = 255;
  }
  return { width, height, data: pixels };
}
