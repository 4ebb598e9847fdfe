import * as vscode from 'vscode';
import { configFileName } from '../../app/loadConfig.ts';
import { draftInit, writeInit } from '../../app/init.ts';
import { examine } from '../../app/doctor.ts';
import { installedAgents } from '../../app/installedAgents.ts';
import type { DoctorCheck } from '../../app/doctorCheck.ts';
import type { setupCommands } from '../manifest/setupCommands.ts';
import type { HostServices } from '../hostServices.ts';
import { keyboardHelp } from './keyboardHelp.ts';
import { oneRepository } from './askPlace.ts';
import type { Handlers } from './commandHandler.ts';
import { setUpAgents } from './setUpAgents.ts';
import { requireTrust } from './trust.ts';

export const setupHandlers: Handlers<typeof setupCommands> = {
  'tutti.setUpAgents': (services) => setUpAgents(services),
  'tutti.doctor': async (services, ...args) => {
    requireTrust();
    const folder = await oneFolder(services, args, 'Check Surroundings');
    if (folder === null) return;
    const checks = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Checking what runs stand on' },
      async () =>
        examine(folder.uri.fsPath, {
          agents: await installedAgents(),
          env: process.env,
          nodeVersion: process.versions.node,
        }),
    );
    await services.pages.show({ name: 'Surroundings.md', rendered: true, text: () => doctorText(checks) });
  },
  'tutti.openConfig': async (services, ...args) => {
    const folder = await oneFolder(services, args, 'Open Configuration');
    if (folder === null) return;
    const known = services.repositories.of(folder.uri)?.configFile;
    const uri = known ?? vscode.Uri.joinPath(folder.uri, configFileName);
    if (vscode.workspace.isTrusted) await writeStarter(vscode.Uri.joinPath(uri, '..').fsPath);
    await vscode.window.showTextDocument(uri);
  },
  'tutti.openSettings': ({ context }) => run('workbench.action.openSettings', `@ext:${context.extension.id}`),
  'tutti.showLogs': async ({ log }) => {
    log.show();
    await Promise.resolve();
  },
  'tutti.showAccessibilityHelp': ({ pages }) =>
    pages.show({ name: 'Keyboard and Accessibility.md', text: () => keyboardHelp }),
  'tutti.reportIssue': ({ context }) =>
    run('workbench.action.openIssueReporter', { extensionId: context.extension.id }),
};

async function run(command: string, argument: unknown): Promise<void> {
  await vscode.commands.executeCommand(command, argument);
}

/** A folder of the window: also one whose configuration can't be read, as that is what may have to be looked at. */
async function oneFolder(
  services: HostServices,
  args: readonly unknown[],
  title: string,
): Promise<vscode.WorkspaceFolder | null> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (only !== undefined && folders.length === 1) return only;
  const broken = folders.find(({ uri }) => services.repositories.problems().has(uri.toString()));
  if (broken !== undefined) return broken;
  return (await oneRepository(services, args, { title, accepts: () => true }))?.folder ?? null;
}

/** What is there stays as it is. */
async function writeStarter(root: string): Promise<void> {
  const agents = (await installedAgents()).filter(({ path, supported }) => path !== null && supported);
  const names = agents.map(({ name }) => name);
  const draft = await draftInit(root, names);
  await writeInit(root, { ...draft, files: draft.files.filter(({ path }) => path === configFileName) });
}

const signs: Readonly<Record<DoctorCheck['ok'], string>> = { ok: '✓', warning: '!', error: '✗' };

function doctorText(checks: readonly DoctorCheck[]): string {
  const bad = checks.filter(({ ok }) => ok === 'error').length;
  const head =
    bad === 0 ? 'Nothing stands in the way of a run.' : `${String(bad)} of these keep runs from starting.`;
  const rows = checks.map(({ name, ok, text, fix }) => {
    return `| ${signs[ok]} ${ok} | ${name} | ${cell(text)} | ${fix === null ? '' : cell(fix)} |`;
  });
  return [
    '# Surroundings',
    '',
    head,
    '',
    '| | what | as it is | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}
