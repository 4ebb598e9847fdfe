import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listRuns } from '../adapters/store/runFolders.ts';
import { requireAgents } from './agents.ts';
import { draftInit, writeNew } from './init.ts';
import { gateConfig } from './initFiles.ts';
import { configFileName } from './loadConfig.ts';
import { loadPlan } from './plans.ts';
import type { Project, RunOptions } from './project.ts';

/** A gate that a repository could have: what its files say about how it is tested. */
export interface GateOffer {
  readonly verify: readonly string[];
  /** What makes a worktree ready for it. */
  readonly setup: readonly string[];
  /** Writes a `tutti.json` with it; false when there is one by now. */
  accept(): Promise<boolean>;
}

/**
 * What a person may be asked before the first run in a repository without a configuration; null when nothing is to be
 * asked: plans name their own gates or have mistakes, or no test command can be found. Throws UserError when the agents
 * are not there: then nothing would run, and a configuration be written for nothing.
 */
export async function offerGate(
  project: Project,
  options: Pick<RunOptions, 'plans' | 'cwd' | 'agent'>,
): Promise<GateOffer | null> {
  const { root, stateFolder } = project;
  const file = join(root, configFileName);
  if (existsSync(file) || listRuns(stateFolder).length > 0) return null;
  const { toolchains } = await draftInit(root, []);
  const verify = toolchains.flatMap((toolchain) => toolchain.verify);
  const setup = toolchains.flatMap((toolchain) => toolchain.setup);
  if (verify.length === 0) return null;
  const loaded = await Promise.all(options.plans.map((path) => loadPlan(project, path, options.cwd)));
  const plans = loaded.map(({ plan }) => plan);
  if (plans.every(({ settings }) => settings.verify !== null)) return null;
  if (plans.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'))) return null;
  requireAgents(project, loaded, options.agent);
  return { verify, setup, accept: () => writeNew(file, gateConfig({ verify, setup })) };
}
