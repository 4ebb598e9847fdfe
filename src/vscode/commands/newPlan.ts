import * as vscode from 'vscode';
import { draftInit } from '../../app/init.ts';
import { planTemplates, type PlanTemplate } from '../../app/planTemplates.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { oneRepository } from './askPlace.ts';
import { pickOne } from './pickLive.ts';

const folder = 'plans';

/** Makes a plan from a template, under a name that the person says, and opens it. */
export async function newPlan(services: HostServices, args: readonly unknown[]): Promise<void> {
  const title = 'New Plan';
  const repository = await oneRepository(services, args, { title, accepts: () => true, eachFolder: true });
  if (repository === null) return;
  const template = await pickOne<PlanTemplate>({
    title,
    placeholder: 'What kind of plan?',
    items: () =>
      planTemplates.map((one) => ({
        key: one.name,
        label: `$(checklist) ${one.label}`,
        detail: one.detail,
        value: one,
      })),
  });
  if (template === null) return;
  const name = await askName(repository, template);
  if (name === null) return;
  const uri = uriOf(repository, name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(await textOf(repository, template, name)));
  await vscode.window.showTextDocument(uri, { preview: false });
}

async function askName(repository: Repository, template: PlanTemplate): Promise<string | null> {
  const { files } = await existing(repository);
  const name = await vscode.window.showInputBox({
    title: 'New Plan',
    prompt: `What is it called? Its file is ${folder}/NAME.md.`,
    value: free(template.name, files),
    validateInput: (value) => problemOf(value.trim(), files),
  });
  return name === undefined ? null : name.trim();
}

function problemOf(name: string, files: ReadonlySet<string>): string | null {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name)) return 'Letters, digits, spaces, dots and dashes';
  return files.has(`${name}.md`) ? `${folder}/${name}.md is there already` : null;
}

function free(wanted: string, files: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; files.has(`${name}.md`); number += 1) name = `${wanted}-${String(number)}`;
  return name;
}

async function existing(repository: Repository): Promise<{ readonly files: ReadonlySet<string> }> {
  const uri = vscode.Uri.joinPath(repository.folder.uri, folder);
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return { files: new Set(entries.map(([name]) => name)) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { files: new Set() };
    throw error;
  }
}

function uriOf(repository: Repository, name: string): vscode.Uri {
  return vscode.Uri.joinPath(repository.folder.uri, folder, `${name}.md`);
}

async function textOf(repository: Repository, template: PlanTemplate, name: string): Promise<string> {
  const text = template.text({ title: titleOf(name), verify: await testCommand(repository) });
  // Where other files are plans, the file says so itself.
  return repository.plans.isInPlace(uriOf(repository, name)) ? text : `---\ntutti: true\n---\n${text}`;
}

/** Looking at the project starts git. */
async function testCommand(repository: Repository): Promise<string | null> {
  if (!vscode.workspace.isTrusted) return null;
  const { toolchains } = await draftInit(repository.folder.uri.fsPath, []);
  return toolchains.flatMap(({ verify }) => verify)[0] ?? null;
}

function titleOf(name: string): string {
  const words = name.replace(/[-_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
