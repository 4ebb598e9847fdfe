import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { descendantsOf, processesWithVariable } from '../../../src/adapters/process/descendants.ts';
import { sendSignal, type ProcessIdentity } from '../../../src/adapters/process/identity.ts';
import { endProcesses } from '../../../src/adapters/process/terminate.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { atExit } from './atExit.ts';
import { copyExtension } from './copyExtension.ts';
import { installPackage, listExtensions } from './installedExtension.ts';
import { quietSettings } from './quietSettings.ts';
import { provisionVscodeServer } from './vscodeServer.ts';

export interface HostOptions {
  /** False: folders are not trusted until somebody says so, and VS Code asks. Default true. */
  readonly trusted?: boolean;
  /** Machine settings, over the quiet ones of the tests. */
  readonly settings?: Settings;
  /** Folder of the extension that is installed; null for none. Default: a copy of this project as it would be packed now. */
  readonly extension?: string | null;
  /** Folders of further extensions. */
  readonly beside?: readonly string[];
  /** A package to install in place of it. */
  readonly vsix?: string;
  /**
   * Lets an address name a module of tests to be run in the extension host. Off by default: VS Code shows no toasts and
   * no modal dialogs then.
   */
  readonly automation?: boolean;
  /** Environment of the server, its extension hosts and terminals, over a bare one (`PATH`, empty `HOME`). */
  readonly env?: Readonly<Record<string, string>>;
}

export type Settings = Readonly<Record<string, unknown>>;

/** A VS Code server with its own home and data; everything that it starts ends with it. */
export interface HostServer {
  readonly port: number;
  /** Its `HOME`; a fake `.gitconfig` or the sign-in of an agent CLI goes here. */
  readonly home: string;
  /** Replaces single machine settings, at once and in all windows. */
  set(settings: Settings): void;
  /** The extension hosts that run now: one a window. */
  extensionHosts(): readonly ProcessIdentity[];
  /** `kill -9` of all extension hosts; how many there were. */
  killExtensionHosts(): number;
  /** Ends the server, its windows' extension hosts and terminals, as a machine's restart does; starts it again. */
  restart(): Promise<void>;
  /** What the server printed and what its extension hosts logged, the end of each. */
  log(): string;
  dispose(): Promise<void>;
}

const markerVariable = 'TUTTI_TEST_HOST';
const startLimitMs = 30_000;
const maxOutputChars = 100_000;

/** Throws when the host can't be had: a test that needs it has nothing else to say. */
export async function startHostServer(options: HostOptions = {}): Promise<HostServer> {
  const vscode = await provisionVscodeServer();
  if (!vscode.ok) throw new Error(vscode.reason);
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tutti-host-')));
  const home = join(root, 'home');
  const machine = join(root, 'data', 'data', 'Machine');
  for (const folder of [home, machine, join(root, 'extensions')]) mkdirSync(folder, { recursive: true });
  const marker = randomUUID();
  let settings: Settings = { ...quietSettings, ...options.settings };
  const writeSettings = (): void => {
    writeFileSync(join(machine, 'settings.json'), JSON.stringify(settings, null, 2));
  };
  writeSettings();

  const env = { ...bareEnvironment(home), ...options.env, [markerVariable]: marker };
  let process: RunningServer | null = null;
  const start = async (port: number): Promise<RunningServer> => {
    const args = [vscode.value.main, ...argumentsFor(root, port, options)];
    return startServer(vscode.value.node, args, env);
  };
  /** Runners leave the server's process tree; the variable in their environment finds them all the same. */
  const endAll = (): Promise<void> =>
    endProcesses(processesWithVariable(markerVariable, marker), { graceMs: 2_000 });
  const extensionHosts = (): readonly ProcessIdentity[] =>
    process === null ? [] : descendantsOf(process.pid).filter(({ pid }) => isExtensionHost(pid));
  const remove = (): void => {
    removeFolder(root);
  };
  const forget = atExit(() => {
    for (const one of processesWithVariable(markerVariable, marker)) sendSignal(one, 'SIGKILL');
    remove();
  });
  const dispose = async (): Promise<void> => {
    await endAll();
    remove();
    forget();
  };

  try {
    if (options.vsix !== undefined)
      await installPackage(vscode.value, [...foldersOf(root), '--install-extension', options.vsix], env);
    else if (options.extension !== null)
      listExtensions(join(root, 'extensions'), [
        options.extension ?? copyExtension(join(root, 'extensions')),
        ...(options.beside ?? []),
      ]);
    process = await start(0);
  } catch (error) {
    await dispose();
    throw error;
  }
  const { port } = process;
  return {
    port,
    home,
    set: (changes) => {
      settings = { ...settings, ...changes };
      writeSettings();
    },
    extensionHosts,
    killExtensionHosts: () => extensionHosts().filter((one) => sendSignal(one, 'SIGKILL')).length,
    restart: async () => {
      await endAll();
      process = await start(port);
    },
    log: () => [process?.output() ?? '', ...extensionLogs(join(root, 'data', 'data', 'logs'))].join('\n\n'),
    dispose,
  };
}

interface RunningServer {
  readonly pid: number;
  readonly port: number;
  output(): string;
}

/** Resolves when it listens. */
function startServer(node: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const child: ChildProcess = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The VS Code server did not start (${why}):\n${output}`));
    };
    const timer = setTimeout(() => {
      fail('it did not listen in 30 s');
    }, startLimitMs);
    const onText = (text: string): void => {
      output = (output + text).slice(-maxOutputChars);
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined || child.pid === undefined) return;
      clearTimeout(timer);
      resolve({ pid: child.pid, port: Number(port), output: () => output });
    };
    child.stdout?.setEncoding('utf8').on('data', onText);
    child.stderr?.setEncoding('utf8').on('data', onText);
    child.once('error', (error) => {
      fail(error.message);
    });
    child.once('exit', (code, signal) => {
      fail(`it ended with ${String(code ?? signal)}`);
    });
  });
}

function argumentsFor(root: string, port: number, options: HostOptions): readonly string[] {
  return [
    ...['--accept-server-license-terms', '--without-connection-token', '--telemetry-level', 'off'],
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...foldersOf(root),
    '--force-disable-user-env',
    ...(options.automation === true ? ['--enable-smoke-test-driver'] : []),
    ...((options.trusted ?? true) ? ['--disable-workspace-trust'] : []),
  ];
}

function foldersOf(root: string): readonly string[] {
  return ['--server-data-dir', join(root, 'data'), '--extensions-dir', join(root, 'extensions')];
}

/** Nothing of the machine but `PATH`: neither the user's git configuration nor the sign-ins of agent CLIs. */
function bareEnvironment(home: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: tmpdir(),
    LANG: 'C.UTF-8',
    SHELL: '/bin/sh',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

/** The logs of the extension hosts and of the extensions' own channels. */
function extensionLogs(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /exthost.*\.log$/.test(name))
    .sort()
    .map((name) => `== ${name}\n${readFileSync(join(folder, name), 'utf8').slice(-maxOutputChars)}`);
}

function isExtensionHost(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('--type=extensionHost');
  } catch {
    // It ended meanwhile.
    return false;
  }
}
