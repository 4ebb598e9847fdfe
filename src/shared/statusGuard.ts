import { hasFields, type Fields } from './fields.ts';
import type { RunStatus } from './status.ts';

const statusFields: Fields = {
  run: 'string',
  state: 'string',
  reason: 'string?',
  startedAt: 'string',
  updatedAt: 'string',
  totals: 'object',
};
const totalsFields: Fields = { tokens: 'number', costUsd: 'number', etaAt: 'string?' };
/** What views read of each row without asking whether it is there. */
const rowFields: Readonly<Record<'plans' | 'tasks' | 'workers' | 'limits' | 'queue', Fields>> = {
  plans: { name: 'string', path: 'string', integrationBranch: 'string', landed: 'number', total: 'number' },
  tasks: {
    ...{ plan: 'string', id: 'string', title: 'string', phase: 'string', state: 'string', attempt: 'number' },
    ...{ dependsOn: 'strings', filesChanged: 'number', tokens: 'object', identity: 'string' },
    ...{ selected: 'boolean', attempts: 'list', gates: 'list' },
  },
  workers: { attempt: 'string', pool: 'string', health: 'string', doing: 'string', blocks: 'strings' },
  limits: { tier: 'string', name: 'string', used: 'number', max: 'number', holders: 'strings' },
  queue: { plan: 'string', id: 'string', place: 'number', held: 'boolean' },
};

/** Guard for the content of a `status.json`: one of another version may lack what views rely on. */
export function isRunStatus(value: unknown): value is RunStatus {
  if (!hasFields(value, statusFields) || value['schema'] !== 1) return false;
  return (
    hasFields(value['totals'], totalsFields) &&
    Object.entries(rowFields).every(([name, fields]) => {
      const rows = value[name];
      return Array.isArray(rows) && rows.every((row) => hasFields(row, fields));
    })
  );
}
