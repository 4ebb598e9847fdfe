import { dialectNamed, dialects, detectDialect } from './dialects.ts';
import type { KnownNames, Plan } from './plan.ts';
import { diagnosticAt, sortDiagnostics } from './report.ts';
import { rangeAt, readSource } from './source.ts';

export interface ParseOptions {
  /** Relative to the repository, with `/`; names the plan when its front matter does not. */
  readonly path: string;
  readonly names?: KnownNames;
  /** Forces a dialect; detected when absent. */
  readonly dialect?: string;
}

const unknownNames: KnownNames = { agents: null, pools: null, skills: null };

/** Reads any text; what can't be understood becomes a diagnostic, and the rest still loads. Never throws. */
export function parsePlan(text: string, { path, names = unknownNames, dialect }: ParseOptions): Plan {
  const source = readSource(text);
  const forced = dialect === undefined ? null : dialectNamed(dialect);
  const plan = (forced ?? detectDialect(source, path)).read(source, { path, names });
  const diagnostics = [...plan.diagnostics];
  if (dialect !== undefined && forced === null) {
    diagnostics.push(
      diagnosticAt(rangeAt(0, 0, 0), {
        code: 'plan/unknown-dialect',
        severity: 'error',
        message: `There is no dialect "${dialect}"; known are ${dialects.map((known) => known.name).join(', ')}.`,
      }),
    );
  }
  return { ...plan, diagnostics: sortDiagnostics(diagnostics) };
}
