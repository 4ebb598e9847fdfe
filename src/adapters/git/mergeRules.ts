import picomatch from 'picomatch';

/** How conflicts in files that every parallel task touches are settled without anybody. */
export interface MergeRules {
  /** Globs of files in which both sides' lines are kept. */
  readonly union: readonly string[];
  /** Glob → command line of the user's that makes the file anew from the merged tree. */
  readonly regenerate: Readonly<Record<string, string>>;
}

/** Behind the rules of `tutti.json`. The commands only resolve; they run no scripts of packages. */
const defaultMergeRules: MergeRules = {
  union: ['CHANGELOG.md', 'go.sum'],
  regenerate: {
    'package-lock.json': 'npm install --package-lock-only --ignore-scripts --no-audit --no-fund',
    'pnpm-lock.yaml': 'pnpm install --lockfile-only --ignore-scripts',
    'yarn.lock': 'yarn install --mode=update-lockfile',
    'Cargo.lock': 'cargo update --workspace',
    'uv.lock': 'uv lock',
  },
};

export type MergeRule =
  { readonly kind: 'union' } | { readonly kind: 'regenerate'; readonly command: string };

/** The rule for a path (with `/`), the user's before ours; a glob without `/` fits in every folder. */
export function findRule(rules: MergeRules, path: string): MergeRule | null {
  for (const { union, regenerate } of [rules, defaultMergeRules]) {
    for (const [glob, command] of Object.entries(regenerate)) {
      if (fits(glob, path)) return { kind: 'regenerate', command };
    }
    if (union.some((glob) => fits(glob, path))) return { kind: 'union' };
  }
  return null;
}

function fits(glob: string, path: string): boolean {
  return picomatch(glob, { dot: true, basename: !glob.includes('/') })(path);
}
