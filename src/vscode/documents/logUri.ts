import * as vscode from 'vscode';
import { hasFields } from '../../shared/fields.ts';

/** Scheme of read-only documents that show what gates and agents printed. */
export const logScheme = 'tutti-log';

/** `transcript`: `path` is the attempt's folder; both are relative to the run's. */
export interface LogDocument {
  readonly kind: 'gate' | 'runningGate' | 'transcript';
  /** Of the workspace folder: `uri.toString()`. */
  readonly folder: string;
  readonly run: string;
  readonly path: string;
  /** First line, above what was printed. */
  readonly head: string;
}

/** `name` is what the tab of the editor says. */
export function logUri(name: string, document: LogDocument): vscode.Uri {
  const path = `/${name.replaceAll('/', '∕')}.log`;
  return vscode.Uri.from({ scheme: logScheme, path, query: JSON.stringify(document) });
}

/** Null for a uri that this version did not make. */
export function readLogUri(uri: vscode.Uri): LogDocument | null {
  let value: unknown;
  try {
    value = JSON.parse(uri.query);
  } catch {
    // Typed by hand, or of another version.
    return null;
  }
  return isLogDocument(value) ? value : null;
}

const kinds: ReadonlySet<unknown> = new Set<LogDocument['kind']>(['gate', 'runningGate', 'transcript']);

function isLogDocument(value: unknown): value is LogDocument {
  const fields = { kind: 'string', folder: 'string', run: 'string', path: 'string', head: 'string' } as const;
  return hasFields(value, fields) && kinds.has(value['kind']);
}
