/** Where a remote's repository is on the web. */
export interface WebRepository {
  /** E.g. `https://github.com/ada/engine`, without `.git`. */
  readonly address: string;
  /** With a port when it has one. */
  readonly host: string;
  readonly forge: Forge;
}

export type Forge = 'github' | 'gitlab' | 'bitbucket' | 'azure' | 'gitea';

/** What git takes as a remote, as far as it is on the web; null for a path, and for what names no host. */
export function webRepository(remote: string): WebRepository | null {
  const place = placeOf(remote.trim());
  if (place === null) return null;
  const path = place.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  const forge = forgeOf(place.host);
  if (forge === 'azure') return azure(place.host, path);
  if (!path.includes('/')) return null;
  return { address: `${place.scheme}://${place.host}/${encodeURI(path)}`, host: place.host, forge };
}

/** Longer addresses are refused by servers: GitHub takes 8 kB. */
const maxTextChars = 6_000;

export interface ProposedWork {
  readonly base: string;
  readonly branch: string;
  readonly title: string;
  readonly body: string;
}

/** The page on which a pull request of `branch` into `base` is opened; filled in where the forge takes that, and it fits. */
export function comparePage({ address, forge }: WebRepository, work: ProposedWork): string {
  const { base, branch, title } = work;
  const body = encodeURIComponent(work.body).length > maxTextChars ? '' : work.body;
  const [into, from] = [base, branch].map((name) => name.split('/').map(encodeURIComponent).join('/'));
  const query = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();
  switch (forge) {
    case 'github':
      return `${address}/compare/${into ?? ''}...${from ?? ''}?${query({ quick_pull: '1', title, body })}`;
    case 'gitea':
      return `${address}/compare/${into ?? ''}...${from ?? ''}`;
    case 'gitlab':
      return `${address}/-/merge_requests/new?${query({
        'merge_request[source_branch]': branch,
        'merge_request[target_branch]': base,
        'merge_request[title]': title,
        'merge_request[description]': body,
      })}`;
    case 'bitbucket':
      return `${address}/pull-requests/new?${query({ source: branch, dest: base })}`;
    case 'azure':
      return `${address}/pullrequestcreate?${query({ sourceRef: branch, targetRef: base })}`;
  }
}

interface Place {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly path: string;
}

/** `https://host/path`, `ssh://git@host:22/path`, `git@host:path`. */
function placeOf(remote: string): Place | null {
  const url =
    /^(?<scheme>https?|ssh|git):\/\/(?:[^@/]*@)?(?<host>[\w.-]+)(?::(?<port>\d+))?\/(?<path>.+)$/i.exec(
      remote,
    )?.groups;
  if (url !== undefined) {
    const scheme = url['scheme'] === 'http' ? 'http' : 'https';
    // The port of ssh is not that of the web.
    const isWeb = /^https?$/i.test(url['scheme'] ?? '');
    const port = isWeb && url['port'] !== undefined ? `:${url['port']}` : '';
    return { scheme, host: `${url['host'] ?? ''}${port}`, path: url['path'] ?? '' };
  }
  const scp = /^(?:[\w.-]+@)?(?<host>[\w-]+(?:\.[\w-]+)+):(?<path>(?!\/\/).+)$/.exec(remote)?.groups;
  return scp === undefined ? null : { scheme: 'https', host: scp['host'] ?? '', path: scp['path'] ?? '' };
}

/** By its usual name; who hosts one of their own most often has Gitea or Forgejo, and GitHub's page works alike. */
function forgeOf(host: string): Forge {
  if (/(^|\.)gitlab\b/.test(host)) return 'gitlab';
  if (/(^|\.)bitbucket\b/.test(host)) return 'bitbucket';
  if (/(^|\.)dev\.azure\.com$|\.visualstudio\.com$/.test(host)) return 'azure';
  if (/(^|\.)github\b/.test(host)) return 'github';
  return 'gitea';
}

/** `dev.azure.com/org/project/_git/repo`, and over ssh `ssh.dev.azure.com:v3/org/project/repo`. */
function azure(host: string, path: string): WebRepository | null {
  const parts = path.split('/').filter((part) => part !== '' && part !== '_git' && part !== 'v3');
  const own = /^(?<organisation>[\w-]+)\.visualstudio\.com$/.exec(host)?.groups?.['organisation'];
  const [organisation, project, repository] = own === undefined ? parts : [own, ...parts];
  if (organisation === undefined || project === undefined) return null;
  const address = `https://dev.azure.com/${organisation}/${project}/_git/${repository ?? project}`;
  return { address, host: 'dev.azure.com', forge: 'azure' };
}
