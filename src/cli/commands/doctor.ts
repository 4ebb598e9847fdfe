import type { DoctorCheck } from '../../app/doctorCheck.ts';
import { examine } from '../../app/doctor.ts';
import { installedAgents } from '../../app/installedAgents.ts';
import type { CommandContext } from '../commandSpec.ts';
import { doctorLines } from '../print/doctor.ts';

/** Exit code 2 when something is wrong that no run can start with. */
export async function doctor(
  { terminal, cwd }: CommandContext,
  { json }: { readonly json: boolean },
): Promise<number> {
  const checks: readonly DoctorCheck[] = await examine(cwd, {
    agents: await installedAgents(),
    env: process.env,
    nodeVersion: process.versions.node,
  });
  terminal.print(json ? JSON.stringify(checks, null, 2) : doctorLines(checks, terminal).join('\n'));
  return checks.some(({ ok }) => ok === 'error') ? 2 : 0;
}
