import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptUsage } from '../../../src/shared/attemptEvent.ts';
import type { JournalEvent, RunEvent } from '../../../src/core/engine/events.ts';
import type { RunPlan, RunSettings } from '../../../src/core/engine/runPlan.ts';
import { simulate, type SimulatedWorld } from '../../../src/core/engine/simulate.ts';
import { reactionsOf, type Fortune } from '../../../src/core/engine/simulatedAgents.ts';
import { Dice } from './dice.ts';
import { agent, barrier, plan, settings, task, verification } from './plans.ts';
import { randomWorld } from './randomWorld.ts';

const minute = 60_000;
/** When the recorded runs started. */
const recordedAt = Date.parse('2026-11-20T14:00:00.000Z');
export const recordedFolder = join(import.meta.dirname, '../../fixtures/dashboard');

/** Journals that were written by playing these runs; `UPDATE_GOLDEN=1` writes them anew. */
export const recordings: Readonly<Record<string, () => readonly JournalEvent[]>> = {
  'two-phases': twoPhases,
  troubles,
  'stopped-and-resumed': stoppedAndResumed,
};

export function readRecording(name: string): readonly JournalEvent[] {
  const text = readFileSync(join(recordedFolder, `${name}.ndjson`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEvent);
}

/** Plays plans in a world of their own; agents use tokens by their task and attempt. */
export function record(
  plans: readonly RunPlan[],
  limits: RunSettings,
  world: SimulatedWorld,
): readonly JournalEvent[] {
  const journal: JournalEvent[] = [];
  const start: readonly RunEvent[] = [
    { type: 'runStarted', version: 2, run: '20261120-140000-p', settings: limits, into: null },
    ...plans.map((one): RunEvent => ({ type: 'planAdded', plan: one })),
  ];
  simulate(start, {
    ...world,
    react: (event, state) =>
      world.react(event, state).map(({ afterMs, make }) => ({
        afterMs,
        make: (now) => withUsage(make(now)),
      })),
    observe: (event, state) => {
      journal.push({ ...event, at: recordedAt + event.at });
      world.observe?.(event, state);
    },
  });
  return journal;
}

function withUsage(event: RunEvent | null): RunEvent | null {
  return event?.type === 'attemptEnded' ? { ...event, usage: usageOf(event.task, event.attempt) } : event;
}

function usageOf(ref: string, attempt: number): AttemptUsage {
  const size =
    Array.from(ref, (character) => character.codePointAt(0) ?? 0).reduce((all, one) => all + one, 0) *
    attempt;
  return {
    inputTokens: size * 10,
    outputTokens: size,
    cachedTokens: size * 5,
    costUsd: size / 10_000,
    contextUsed: (size % 90) / 100,
  };
}

const north = agent({ name: 'claude', provider: 'north' });
const south = agent({ name: 'codex', provider: 'south' });

/** Phases, a barrier, shared files, a repair, a conflict, a review, a verification; two places at one provider. */
function phasedPlan(): RunPlan {
  const a = { phase: '1', agent: north } as const;
  const b = { phase: '2', agent: south } as const;
  const shared = [{ key: 'file:src/api.ts', mode: 'exclusive' }] as const;
  return plan(
    [
      task('1.1', { ...a, estimateMs: 10 * minute, title: 'Schema <img src=x onerror=alert(1)>' }),
      task('1.2', { ...a, estimateMs: 20 * minute, leases: shared }),
      task('1.3', { ...a, estimateMs: 15 * minute, leases: shared }),
      task('1.4', { ...a, estimateMs: 5 * minute }),
      { kind: 'group', id: '1.5', title: 'Both of them' },
      barrier('barrier:1'),
      task('2.1', { ...b, estimateMs: 10 * minute, review: 'human' }),
      task('2.2', { ...b, estimateMs: 30 * minute }),
      verification('2.V', { phase: '2' }),
      task('2.3', { ...b, estimateMs: 10 * minute, satisfied: 'done in the plan' }),
    ],
    [
      '1.1 > 1.2',
      '1.3 > 1.5',
      '1.4 > 1.5',
      '1.2 > barrier:1',
      '1.5 > barrier:1',
      'barrier:1 > 2.1',
      'barrier:1 > 2.2',
      '2.1 > 2.V',
      '2.2 > 2.V',
    ],
    {
      phases: [
        { id: '1', title: 'Groundwork' },
        { id: '2', title: '\u202eReversed and 🎻' },
      ],
    },
  );
}

function twoPhases(): readonly JournalEvent[] {
  const fates = fateOf({
    '1.1': ['gateFailed', 'landed'],
    '1.3': ['conflict', 'landed'],
    '2.1': ['review', 'landed'],
  });
  return record([phasedPlan()], settings({ run: 4, providers: { north: 2 } }, { attended: true }), {
    react: reactionsOf(fates),
    random: () => 0.5,
    whenIdle: (state) => [...state.needing].map((ref): RunEvent => ({ type: 'taskApproved', task: ref })),
  });
}

/** Attempts take nine tenths of their estimate, merges half a minute. */
function fateOf(
  verdicts: Readonly<Record<string, readonly ReturnType<Fortune['merge']>['verdict'][]>>,
): Fortune {
  const tries = new Map<string, number>();
  return {
    attempt: ({ spec }) => ({ durationMs: spec.estimateMs * 0.9, outcome: 'finished', resetAt: null }),
    merge: ({ spec }) => {
      const count = tries.get(spec.id) ?? 0;
      tries.set(spec.id, count + 1);
      return { durationMs: 30_000, verdict: verdicts[spec.id]?.[count] ?? 'landed' };
    },
    verification: () => ({ durationMs: 2 * minute, passed: true }),
  };
}

/** Everything that can go wrong, and a person who meddles. */
function troubles(): readonly JournalEvent[] {
  const nodes = Array.from({ length: 12 }, (_, index) =>
    task(String(index + 1), {
      estimateMs: (1 + (index % 4)) * 5_000,
      agent: index % 2 === 0 ? north : south,
      phase: index < 6 ? '1' : '2',
      retries: 1,
      leases: index % 3 === 0 ? [{ key: 'file:shared.ts', mode: 'exclusive' }] : [],
    }),
  );
  const edges = ['1 > 4', '2 > 5', '3 > 6', '4 > 8', '5 > 9', '6 > 12'];
  const dice = new Dice(20);
  const limits = settings({ run: 3, providers: { north: 2, south: 2 } }, { attended: true });
  return record([plan(nodes, edges)], limits, randomWorld(dice));
}

/** A person stops it in the middle of the first phase, and takes it up again ten minutes later. */
function stoppedAndResumed(): readonly JournalEvent[] {
  let isResumed = false;
  const react = reactionsOf(fateOf({}));
  return record([phasedPlan()], settings({ run: 4, providers: { north: 2 } }, { attended: true }), {
    random: () => 0.5,
    react: (event, state) =>
      event.type === 'runStarted'
        ? [
            { afterMs: 12 * minute, make: () => ({ type: 'stopRequested', reason: 'stopped by you' }) },
            ...react(event, state),
          ]
        : event.type === 'runStopped'
          ? [{ afterMs: 10 * minute, make: () => resumed() }]
          : react(event, state),
    whenIdle: (state) => [...state.needing].map((ref): RunEvent => ({ type: 'taskApproved', task: ref })),
  });

  function resumed(): RunEvent | null {
    if (isResumed) return null;
    isResumed = true;
    return { type: 'runResumed', attended: true, budget: { usd: 20, tokens: null } };
  }
}
