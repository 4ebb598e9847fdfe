import { UserError } from '../core/base/userError.ts';

const variable = 'TUTTI_DASHBOARD_TOKEN';

/**
 * The token that the environment has for dashboards, so that what reads them needs no new one each time; null when it
 * has none. Throws UserError for one that could be guessed, or does not fit into an address.
 */
export function dashboardToken(env: Readonly<Record<string, string | undefined>>): string | null {
  const token = env[variable] ?? '';
  if (token === '') return null;
  if (/^[\w-]{32,}$/.test(token)) return token;
  throw new UserError(
    `${variable} needs at least 32 characters of A-Z a-z 0-9 _ -: make one with \`openssl rand -hex 24\`, or leave it empty.`,
  );
}
