import { spawnSync } from 'node:child_process';

const needed = { node: [20, 19], git: [2, 38] };

/** One sentence on what is too old or absent; null when Node and git will do. */
export function missingRequirement(nodeVersion = process.versions.node, gitVersion = readGitVersion()) {
  if (!isAtLeast(nodeVersion, needed.node))
    return `Tutti needs Node ${needed.node.join('.')} or newer; this is ${nodeVersion}. Get it from https://nodejs.org.`;
  if (gitVersion === null)
    return `Tutti needs git ${needed.git.join('.')} or newer; none was found on PATH. Get it from https://git-scm.com.`;
  if (!isAtLeast(gitVersion, needed.git))
    return `Tutti needs git ${needed.git.join('.')} or newer; this is ${gitVersion}. Get it from https://git-scm.com.`;
  return null;
}

function isAtLeast(version, [neededMajor, neededMinor]) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

function readGitVersion() {
  const { stdout } = spawnSync('git', ['--version'], { encoding: 'utf8' });
  return /(\d+\.\d+[.\d]*)/.exec(stdout ?? '')?.[1] ?? null;
}
