import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { startTutti, type StartedCommand } from '../../support/commandLine.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { sharedBrowser } from '../../host/support/browser.ts';

const plan = '# Plan\n\n- [ ] A1 One\n- [ ] A2 <b>Two</b> <script>alert(1)</script> (depends: A1)\n';

/** `tutti dashboard` as a process of its own, and a browser for its page. */
export interface ServedDashboard {
  readonly repo: GitRepo;
  /** Violations of the policy and errors of scripts, of all tabs. */
  readonly problems: string[];
  /** Starts the server, and gives the address that it prints. */
  serve(...args: readonly string[]): Promise<URL>;
  /** Ends the server. */
  end(): Promise<void>;
  /** Plays the plan: A1 goes on when `go` was called. */
  run(): StartedCommand;
  go(): void;
  tab(address: URL): Promise<Page>;
  dispose(): Promise<void>;
}

export async function createServedDashboard(): Promise<ServedDashboard> {
  const repo = createGitRepo();
  const scenario = join(repo.root, 'scenario.json');
  const gate = join(repo.root, 'go');
  const steps = [
    { do: 'waitFor', path: gate },
    { do: 'write', path: 'a1.txt', text: 'one\n' },
  ];
  writeFileSync(scenario, JSON.stringify({ tasks: { A1: [{ steps }] } }));
  const config = { agent: 'script', agents: { script: { adapter: 'script', args: [scenario] } } };
  repo.commit({ 'tutti.json': JSON.stringify(config), 'plan.md': plan });
  const context: BrowserContext = await (await sharedBrowser()).newContext({ timezoneId: 'UTC' });
  const problems: string[] = [];
  const started: StartedCommand[] = [];
  let server: StartedCommand | null = null;

  function start(args: readonly string[]): StartedCommand {
    const command = startTutti(repo.folder, args);
    started.push(command);
    return command;
  }

  return {
    repo,
    problems,
    serve: async (...args) => {
      server = start(['dashboard', '--no-open', ...args]);
      return new URL(await server.said(/^http:/));
    },
    end: async () => {
      server?.kill('SIGINT');
      await server?.ended;
    },
    run: () => start(['run', 'plan.md']),
    go: () => writeFileSync(gate, ''),
    tab: async (address) => {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('dialog', (dialog) => {
        // The page's own questions get a yes; nothing else may open a dialog.
        if (dialog.type() === 'confirm') void dialog.accept();
        else problems.push(dialog.message());
      });
      await page.goto(address.href);
      return page;
    },
    dispose: async () => {
      await context.close();
      for (const command of started) command.kill('SIGKILL');
      await Promise.all(started.map(({ ended }) => ended));
      repo.dispose();
    },
  };
}
