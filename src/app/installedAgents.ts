import { findAgents } from '../adapters/agents/find.ts';
import type { InstalledAgent } from './doctorAgents.ts';

/** The agent CLIs that are known, installed or not. */
export async function installedAgents(): Promise<readonly InstalledAgent[]> {
  const findings = await findAgents();
  return findings.map(({ name, path, version, supported, install }) => {
    return { name, path, version, supported, howToGet: install };
  });
}
