import type { Activity } from '../../shared/activity.ts';
import type { PlanView } from '../../shared/planView.ts';
import type { RunStatus } from '../../shared/status.ts';

/** What the views show, as it is at one moment. */
export interface WindowModel {
  /** Epoch ms. */
  readonly now: number;
  readonly folders: readonly FolderModel[];
}

/** A repository; where several folders are of one, as the outermost of them. */
export interface FolderModel {
  /** Of the workspace folder: `uri.toString()`. */
  readonly folder: string;
  readonly name: string;
  readonly plans: readonly PlanModel[];
  /** Of the latest run. */
  readonly status: RunStatus | null;
  /** Newest first. */
  readonly activity: readonly Activity[];
  /** Why nothing can run here, one sentence; null when it can. */
  readonly problem: string | null;
  readonly obstacle: Obstacle;
}

/** What keeps runs from starting. */
export type Obstacle =
  | 'none'
  | 'noGit'
  | 'noCommit'
  /** Git is missing, too old, or does not want this repository. */
  | 'gitFault'
  /** The folder is a worktree: runs are played in the main one. */
  | 'worktree'
  | 'noAgent'
  /** With `tutti.json` or a setting. */
  | 'problem';

export interface PlanModel {
  /** Of the file: `uri.toString()`. */
  readonly uri: string;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Null when the file is gone. Parsed when it is first asked for. */
  readonly view: () => PlanView | null;
  /** Why a run that has the plan does not go by what is shown of it; null when it does. */
  readonly flaw: () => PlanFlaw | null;
}

export type PlanFlaw =
  | { readonly kind: 'gone' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'broken'; readonly line: number; readonly message: string };

export function folderOf(model: WindowModel, folder: string): FolderModel | null {
  return model.folders.find((candidate) => candidate.folder === folder) ?? null;
}

export function planOf(
  model: WindowModel,
  { folder, uri }: { folder: string; uri: string },
): PlanView | null {
  return (
    folderOf(model, folder)
      ?.plans.find((plan) => plan.uri === uri)
      ?.view() ?? null
  );
}
