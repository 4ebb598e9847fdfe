/** One finding about the surroundings: a sentence, and what to do when it is not `ok`. */
export interface DoctorCheck {
  readonly name:
    'node' | 'git' | 'repository' | 'identity' | 'config' | 'gate' | 'agent' | 'worktrees' | 'disk';
  readonly ok: 'ok' | 'warning' | 'error';
  readonly text: string;
  readonly fix: string | null;
}

export function ok(name: DoctorCheck['name'], text: string): DoctorCheck {
  return { name, ok: 'ok', text, fix: null };
}

export function warning(name: DoctorCheck['name'], text: string, fix: string): DoctorCheck {
  return { name, ok: 'warning', text, fix };
}

export function error(name: DoctorCheck['name'], text: string, fix: string): DoctorCheck {
  return { name, ok: 'error', text, fix };
}
