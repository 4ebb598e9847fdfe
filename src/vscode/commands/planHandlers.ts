import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { makeDemo } from '../../app/demo.ts';
import { draftInit, writeInit, type InitDraft } from '../../app/init.ts';
import { installedAgents } from '../../app/installedAgents.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import { UserError } from '../../core/base/userError.ts';
import { graphMermaid } from '../../core/projections/graphMermaid.ts';
import type { planCommands } from '../manifest/planCommands.ts';
import type { HostServices } from '../hostServices.ts';
import type { CheckedPlan } from '../repository/planFiles.ts';
import { onePlan, requirePlans } from './askPlan.ts';
import { oneRepository } from './askPlace.ts';
import { oneTask } from './askTask.ts';
import type { Handlers } from './commandHandler.ts';
import { newPlan } from './newPlan.ts';
import { pickMany } from './pickLive.ts';
import { namedPlans, namedTasks, readArguments } from './targets.ts';
import { requireTrust } from './trust.ts';
import { validatePlans } from './validatePlans.ts';

export const planHandlers: Handlers<typeof planCommands> = {
  'tutti.newPlan': (services, ...args) => newPlan(services, args),
  'tutti.initProject': (services, ...args) => initProject(services, args),
  'tutti.openPlan': async (services, ...args) => {
    const plan = await onePlan(services, args, 'Open Plan');
    if (plan === null) return;
    requireFile(plan.checked);
    await vscode.window.showTextDocument(plan.checked.uri);
  },
  'tutti.revealTask': async (services, ...args) => {
    const named = readArguments(args);
    const [plan] = namedPlans(services, named);
    const [row] = named.rows;
    const phase = row !== undefined && 'phase' in row ? row.phase : null;
    if (plan !== undefined && phase !== null) {
      await reveal(plan.checked, plan.view.phases.find(({ id }) => id === phase)?.line ?? 1);
      return;
    }
    const isAboutRun = row !== undefined && namedTasks(services, named).length === 0;
    if (isAboutRun) throw new UserError('This row is about the run, not about a task of a plan.', 1);
    const question = { title: 'Reveal in Plan', states: null, none: 'The plan has no task.' };
    const target = await oneTask(services, args, question);
    if (target !== null) await reveal(target.checked, target.task.line);
  },
  'tutti.validatePlan': async (services, ...args) => {
    const named = namedPlans(services, readArguments(args));
    await validatePlans(named.length > 0 ? named : requirePlans(services));
  },
  'tutti.exportMermaid': async (services, ...args) => {
    const target = await onePlan(services, args, 'Export Graph as Mermaid');
    if (target === null) return;
    const { plan, graph } = target.checked;
    const content = `# ${target.view.title}\n\n\`\`\`mermaid\n${graphMermaid(plan, graph)}\`\`\`\n`;
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
    await vscode.window.showTextDocument(document);
  },
  'tutti.openDemo': async ({ context }) => {
    requireTrust();
    const { repository, plan } = await makeDemo(context.extensionPath);
    const folder = vscode.Uri.file(repository);
    // Opened on its plan where the build can do so.
    const filesToOpen = [vscode.Uri.joinPath(folder, plan)];
    await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true, filesToOpen });
  },
};

async function reveal(checked: CheckedPlan, line: number): Promise<void> {
  requireFile(checked);
  const start = new vscode.Position(line - 1, 0);
  const editor = await vscode.window.showTextDocument(checked.uri, {
    selection: new vscode.Range(start, start),
  });
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The latest run may have a plan that is not there any more. */
function requireFile({ uri, path }: CheckedPlan): void {
  const isOpen = vscode.workspace.textDocuments.some((open) => open.uri.toString() === uri.toString());
  if (!isOpen && !existsSync(uri.fsPath)) throw new UserError(`${path} is gone: it was deleted or renamed.`);
}

/** Looks at the project, asks once for all, writes what is not there. */
async function initProject(services: HostServices, args: readonly unknown[]): Promise<void> {
  requireTrust();
  const repository = await oneRepository(services, args, { title: 'Set Up Project', accepts: () => true });
  if (repository === null) return;
  const { root } = repository.requireProject();
  const agents = (await installedAgents()).filter(({ path, supported }) => path !== null && supported);
  const draft = await draftInit(
    root,
    agents.map(({ name }) => name),
  );
  const missing = draft.files.filter(({ exists }) => !exists);
  if (missing.length === 0) {
    void vscode.window.showInformationMessage(
      `${draft.files.map(({ path }) => path).join(' and ')} are there already and stay as they are.`,
    );
    return;
  }
  const wanted = await pickMany<string>({
    title: 'Set Up Project',
    placeholder: 'Which files shall be written?',
    items: () =>
      missing.map(({ path }) => ({
        key: path,
        label: `$(new-file) ${path}`,
        detail: path.endsWith('.json') ? configDetail(draft) : 'a plan to start from',
        value: path,
      })),
    preferred: missing.map(({ path }) => path),
  });
  if (wanted === null) return;
  const files = draft.files.filter(({ path }) => wanted.includes(path));
  const written = await writeInit(root, { ...draft, files });
  for (const path of written) {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(root), path), {
      preview: false,
    });
  }
  services.log.info(`wrote ${plural(written.length, 'file')}: ${written.join(', ')}`);
}

function configDetail({ agent, toolchains }: InitDraft): string {
  const tests = toolchains.flatMap(({ verify }) => verify);
  const gate =
    tests.length === 0 ? 'no test command was found: tasks land without a gate' : `gate: ${tests.join('; ')}`;
  return `agent: ${agent}, ${gate}`;
}
