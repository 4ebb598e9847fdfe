import { lastSeqOf } from '../../app/lastSeq.ts';
import type { Project, RunOptions } from '../../app/project.ts';
import { ownerOf } from '../../app/runOwner.ts';
import type { RunSource, StartOptions } from './runPlayer.ts';

export interface ProjectRunsOptions {
  /** Throws UserError while there is none. */
  readonly project: () => Project;
  /** As it is at this moment, with all that playing takes. */
  readonly playable: () => Promise<Project>;
}

/** The runs of a project. What plays them is loaded with the first: most windows only look. */
export function projectRuns({ project, playable }: ProjectRunsOptions): RunSource {
  const runs = () => import('../../app/runs.ts');
  return {
    start: async (options) => {
      const now = await playable();
      return (await runs()).startRun(now, inside(now, options));
    },
    join: async (played, options) => {
      const { joinPlayed } = await import('../../app/joinPlayed.ts');
      return joinPlayed(project(), played, inside(project(), options));
    },
    resume: async (run, asItWas) => {
      const now = await playable();
      return (await runs()).resumeRun(now, { run, asItWas, attended: true });
    },
    follow: async (run) => (await runs()).followRun(project(), run),
    playerOf: (run) => {
      const owner = ownerOf(project(), run);
      if (owner === null) return null;
      return owner === process.pid ? 'self' : 'other';
    },
    lastSeqOf: (run) => lastSeqOf(project(), run),
  };
}

/** A person sits at the window, and its paths are those of the repository. */
function inside({ root }: Project, options: StartOptions): RunOptions {
  return { ...options, cwd: root, attended: true };
}
