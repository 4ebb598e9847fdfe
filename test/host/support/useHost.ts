import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before } from 'mocha';
import { startHostServer, type HostOptions, type HostServer } from './hostServer.ts';
import { projectFolder } from './projectFolder.ts';
import { Workbench, type WindowOptions } from './workbench.ts';

export interface Host {
  /** The running server; only inside of hooks and tests. */
  readonly server: HostServer;
  /** A window of a new user; closed after the test. */
  open(place: string | null, size?: Omit<WindowOptions, 'open'>): Promise<Workbench>;
}

/** Where a failed test leaves a picture of each window, and what the server and the extension host logged. */
const failures = join(projectFolder, '.vscode-test', 'failures');

/**
 * For a `describe` of page tests: one VS Code server for all its tests. Give each test a folder of its own, since what
 * an extension remembers for a folder stays.
 */
export function useHost(options: HostOptions = {}): Host {
  let server: HostServer | null = null;
  const windows: Workbench[] = [];
  const running = (): HostServer => {
    if (server === null) throw new Error('The server runs inside of hooks and tests only.');
    return server;
  };
  before(async () => {
    server = await startHostServer(options);
  });
  afterEach(async function () {
    try {
      if (this.currentTest?.state === 'failed')
        await keepEvidence(this.currentTest.fullTitle(), running(), windows);
    } catch (error) {
      console.error('The evidence of a failed test could not be kept:', error);
    } finally {
      for (const window of windows.splice(0)) await window.close();
    }
  });
  after(async () => {
    await server?.dispose();
    server = null;
  });
  return {
    get server() {
      return running();
    },
    open: async (place, size = {}) => {
      const window = await Workbench.open(running(), { open: place, ...size });
      windows.push(window);
      return window;
    },
  };
}

async function keepEvidence(title: string, server: HostServer, windows: readonly Workbench[]): Promise<void> {
  mkdirSync(failures, { recursive: true });
  const name = join(failures, title.replace(/[^\w]+/g, '-').slice(0, 100));
  const pages = windows.flatMap((window) => window.pages());
  for (const [index, page] of pages.entries())
    await page.screenshot({ path: `${name}-${String(index + 1)}.png` });
  writeFileSync(`${name}.log`, server.log());
}
