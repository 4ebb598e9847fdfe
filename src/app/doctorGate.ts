import type { Config } from '../core/config/config.ts';
import { error, ok, warning, type DoctorCheck } from './doctorCheck.ts';
import { missingPrograms, type GateSurroundings } from './gatePrograms.ts';

/** Whether there is a gate, and the programs that its commands start with. */
export function checkGate(config: Config, surroundings: GateSurroundings): readonly DoctorCheck[] {
  if (config.verify.length === 0) {
    const text = 'No gate is configured: tasks land ungated.';
    return [warning('gate', text, 'Name the test command in tutti.json: "verify".')];
  }
  const missing = missingPrograms(config.verify, config, surroundings);
  if (missing.length === 0) return [ok('gate', `The gate: ${config.verify.join('; ')}.`)];
  return missing.map(({ command, program }) =>
    error(
      'gate',
      `The gate \`${command}\` can't run: there is no program ${program}.`,
      'Install it, or correct "verify" in tutti.json.',
    ),
  );
}
