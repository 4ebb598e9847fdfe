import * as vscode from 'vscode';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { somePlans } from './askPlan.ts';
import { pickMany, pickOne } from './pickLive.ts';
import { byRepository } from './play.ts';
import { saved, startPlans, usualTerms, type RunTerms } from './startPlans.ts';
import { requireTrust } from './trust.ts';

/** Starts a run of plans under other terms than usual: the options that `tutti run` takes. */
export async function runWithOptions(services: HostServices, args: readonly unknown[]): Promise<void> {
  requireTrust();
  const plans = await somePlans(services, args, title);
  for (const [repository, own] of byRepository(plans ?? [])) {
    const chosen = await pickMany<Term>({
      title,
      placeholder: 'What is to be other than usual?',
      items: () =>
        terms.map((term) => ({
          key: term.label,
          label: `$(${term.icon}) ${term.label}`,
          detail: term.detail,
          value: term,
        })),
    });
    const agreed = chosen === null ? null : await askAll(repository, chosen);
    if (agreed === null) return;
    for (const { checked } of own) await saved(checked.uri);
    await startPlans(services, repository, { plans: own, only: null, terms: agreed });
  }
}

const title = 'Run Plan with Options';

interface Term {
  /** Title case. */
  readonly label: string;
  readonly icon: string;
  readonly detail: string;
  /** Null: the person left. */
  readonly ask: (repository: Repository) => Promise<Partial<RunTerms> | null>;
}

const terms: readonly Term[] = [
  {
    label: 'Start Beside an Earlier Result',
    icon: 'git-branch',
    detail: 'on an integration branch of its own; what landed on the earlier one is done again',
    ask: () => Promise.resolve({ fresh: true }),
  },
  {
    label: 'One Agent for All Tasks…',
    icon: 'robot',
    detail: 'whatever plan and tasks say',
    ask: askAgent,
  },
  {
    label: 'Fewer or More Agents at Once…',
    icon: 'organization',
    detail: 'the limit of this run; those of providers and models hold besides',
    ask: askMax,
  },
  {
    label: 'Start from Another Commit…',
    icon: 'git-commit',
    detail: 'where the integration branch begins; usually what is checked out',
    ask: async () => {
      const base = await vscode.window.showInputBox({
        title,
        prompt: 'A branch, a tag or a commit to start from',
      });
      return base === undefined || base.trim() === '' ? null : { base: base.trim() };
    },
  },
  {
    label: 'Bring a Branch Up at the End…',
    icon: 'git-merge',
    detail: 'to the result, when everything has landed',
    ask: askInto,
  },
];

async function askAll(repository: Repository, chosen: readonly Term[]): Promise<RunTerms | null> {
  let agreed = usualTerms;
  for (const term of chosen) {
    const answer = await term.ask(repository);
    if (answer === null) return null;
    agreed = { ...agreed, ...answer };
  }
  return agreed;
}

async function askAgent({ config }: Repository): Promise<Partial<RunTerms> | null> {
  const agent = await pickOne<string>({
    title,
    placeholder: 'Which agent?',
    items: () =>
      Object.entries(config.agents).map(([name, { adapter, model }]) => ({
        key: name,
        label: `$(robot) ${name}`,
        description: model ?? adapter,
        value: name,
      })),
  });
  return agent === null ? null : { agent };
}

async function askMax({ config }: Repository): Promise<Partial<RunTerms> | null> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: 'How many agents at once, at most?',
    value: String(config.limits.run),
    validateInput: (value) => (/^[1-9]\d{0,2}$/.test(value.trim()) ? null : 'A number from 1 to 999'),
  });
  return text === undefined ? null : { max: Number(text) };
}

async function askInto(repository: Repository): Promise<Partial<RunTerms> | null> {
  const { branch } = repository.requireProject().repository;
  const into = await vscode.window.showInputBox({
    title,
    prompt: 'Which branch? It is left alone when it has changes that are not committed.',
    value: branch ?? '',
  });
  return into === undefined || into.trim() === '' ? null : { into: into.trim() };
}
