import { join } from 'node:path';
import { packageRoot } from './packageRoot.ts';

/** Where the build puts the page of the dashboard. */
export function pageFolder(): string {
  return join(packageRoot(), 'dist', 'dashboard');
}
