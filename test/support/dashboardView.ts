import type { DashboardView, Span, StructureNode, TaskCard } from '../../src/shared/dashboard/view.ts';
import type { TaskStateWord } from '../../src/shared/status.ts';
import { dashboardMetrics } from './dashboardMetrics.ts';

/** Moment of all fixture views: 20 November 2026, 14:22:30 UTC. */
export const fixtureNow = Date.UTC(2026, 10, 20, 14, 22, 30);

const titles = [
  ...['Set up the service', 'Database schema', 'Login endpoint', 'Session store', 'Password reset by mail'],
  ...['Rate limits for sign-in', 'Two-factor codes', 'Audit log', 'Account page', 'Docs for operators'],
  ...['End-to-end tests', 'Verify the whole sign-in flow'],
];
const agents = ['claude', 'codex', 'gemini'] as const;
const slots = 4;
const setupMs = 9_000;
const gateMs = 45_000;
const mergeMs = 3_000;

interface Played {
  readonly node: StructureNode;
  readonly dependsOn: readonly string[];
  readonly startAt: number;
  readonly readyAt: number;
  readonly workMs: number;
  readonly slot: number;
  readonly endAt: number;
}

/** A run of so many tasks in its middle: some have landed, one needs you, one has failed, some have not begun. */
export function dashboardView(count: number): DashboardView {
  const played = play(count);
  const total = Math.max(...played.map(({ endAt }) => endAt));
  const startedAt = fixtureNow - Math.round(total * 0.55);
  const tasks = withTroubles(played.map((one, place) => cardOf(one, place, startedAt)));
  const asking = tasks.find(({ state }) => state === 'needs-you');
  const counts = countsOf(tasks);
  const landed = counts.landed ?? 0;
  const phases = Math.ceil(count / 4);
  return {
    header: {
      run: '20261120-141500-auth',
      state: 'running',
      reason: null,
      plans: [{ name: 'auth', path: 'plans/auth.md', landed, total: count }],
      landed,
      total: count,
      startedAt,
      endedAt: null,
      eta: {
        at: startedAt + total,
        earliest: startedAt + total - 90_000,
        latest: startedAt + total + 240_000,
      },
      tokens: tasks.reduce((sum, { tokens }) => sum + tokens, 0),
      costUsd: tasks.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
      budgetUsd: 20,
      counts,
      controls: ['pause', 'drain', 'stop'],
    },
    structure: {
      version: 1,
      phases: Array.from({ length: phases }, (_, index) => ({
        ref: `auth/${index + 1}`,
        plan: 'auth',
        id: String(index + 1),
        title: `Phase ${index + 1}: ${['Foundations', 'Sign-in', 'Hardening'][index % 3] ?? ''}`,
      })),
      nodes: played.map(({ node }) => node),
      edges: played.flatMap(({ node, dependsOn }) =>
        dependsOn.map((from) => ({ from, to: node.ref, why: 'depends' })),
      ),
      overlaps:
        count > 3 ? [{ tasks: [played[1]!.node.ref, played[2]!.node.ref], files: ['src/server.ts'] }] : [],
      criticalPath: played.filter((_, index) => index % 4 === 0).map(({ node }) => node.ref),
    },
    tasks,
    timeline: played
      .flatMap((one) => spansOf(one, startedAt))
      .map((row) => (row.ref === asking?.ref ? { ...row, spans: withQuestion(row.spans) } : row)),
    forecast: {
      wallMs: { expected: total * 0.45, low: total * 0.4, high: total * 0.6 },
      sequentialMs: played.reduce((sum, { workMs }) => sum + workMs, 0),
      criticalPathMs: total * 0.8,
      criticalPath: played.filter((_, index) => index % 4 === 0).map(({ node }) => node.ref),
      peak: slots,
      utilization: 0.82,
      bindingLimit: 'provider anthropic',
      costUsd: { expected: 4.1, low: 3.2, high: 6.5 },
      tasks: played
        .filter(({ endAt }) => startedAt + endAt > fixtureNow)
        .map(({ node, startAt, endAt }, index) => ({
          ref: node.ref,
          startAt: Math.max(fixtureNow, startedAt + startAt),
          endAt: startedAt + endAt,
          slackMs: (index % 4) * 30_000,
          basis: '12 past tasks of claude',
        })),
      hints: ['one more anthropic slot: -6 min'],
    },
    phases: Array.from({ length: phases }, (_, index) => {
      const own = played.slice(index * 4, index * 4 + 4);
      return {
        phase: `auth/${index + 1}`,
        plannedMs: own.length * 240_000,
        actualMs: own.reduce(
          (sum, { startAt, workMs }) => sum + Math.min(workMs, Math.max(0, fixtureNow - startedAt - startAt)),
          0,
        ),
      };
    }),
    metrics: dashboardMetrics(startedAt, fixtureNow),
    workers: [],
    queue: [],
    activity: [],
  };
}

function play(count: number): readonly Played[] {
  const free = Array.from({ length: slots }, () => 0);
  const ends = new Map<string, number>();
  const played: Played[] = [];
  for (let index = 0; index < count; index += 1) {
    const phase = Math.floor(index / 4) + 1;
    const id = `${phase}.${(index % 4) + 1}`;
    const ref = `auth/${id}`;
    const dependsOn =
      index < 4
        ? []
        : [`auth/${phase - 1}.${(index % 4) + 1}`, ...(index % 3 === 0 ? [`auth/${phase - 1}.1`] : [])];
    const readyAt = Math.max(0, ...dependsOn.map((one) => ends.get(one) ?? 0));
    const slot = free.indexOf(Math.min(...free));
    const startAt = Math.max(readyAt, free[slot]!);
    const workMs = 120_000 + ((index * 7_919) % 17) * 20_000;
    const endAt = startAt + setupMs + workMs + gateMs + mergeMs;
    free[slot] = startAt + setupMs + workMs;
    ends.set(ref, endAt);
    const title = titles[index % titles.length]!;
    const kind = index === count - 1 ? 'verify' : 'task';
    const node = { ref, id, phase: `auth/${phase}`, kind, title } as const;
    played.push({ node, dependsOn: [...new Set(dependsOn)], startAt, readyAt, workMs, slot, endAt });
  }
  return played;
}

function cardOf(one: Played, place: number, startedAt: number): TaskCard {
  const { node, dependsOn, startAt, readyAt, workMs, endAt } = one;
  const at = fixtureNow - startedAt;
  const workEnd = startAt + setupMs + workMs;
  const hasBegun = at >= startAt;
  const state: TaskStateWord =
    at >= endAt
      ? 'landed'
      : at >= endAt - mergeMs
        ? 'landing'
        : at >= workEnd
          ? 'queued'
          : at >= startAt + setupMs
            ? 'running'
            : hasBegun
              ? 'preparing'
              : at >= readyAt
                ? 'ready'
                : 'pending';
  const agent = agents[place % agents.length]!;
  const share = Math.min(1, Math.max(0, (at - startAt) / workMs));
  return {
    ref: node.ref,
    state,
    gate: state === 'queued',
    ungated: false,
    held: false,
    why: state === 'ready' ? 'anthropic 3/3: 1.2, 1.4, 2.1' : null,
    blockers: state === 'pending' ? dependsOn : [],
    agent,
    model: agent === 'claude' ? 'sonnet' : null,
    attempt: hasBegun ? 1 : 0,
    startedAt: hasBegun ? startedAt + startAt : null,
    endedAt: state === 'landed' ? startedAt + endAt : null,
    progress: state === 'running' ? share : null,
    health: state === 'running' ? 'healthy' : null,
    doing: state === 'running' ? 'editing src/auth/login.ts' : null,
    contextUsed: hasBegun ? 0.2 + share * 0.4 : null,
    tokens: Math.round(share * 18_000),
    costUsd: hasBegun ? share * 0.31 : null,
    filesChanged: hasBegun ? 3 : 0,
  };
}

/** What a glance has to find: somebody is asked, something has failed and holds others up, an agent is stuck. */
function withTroubles(cards: readonly TaskCard[]): readonly TaskCard[] {
  const open = cards.flatMap(({ state }, place) =>
    state === 'running' || state === 'queued' ? [place] : [],
  );
  const pending = cards.findLastIndex(({ state }) => state === 'pending');
  const [asks, stuck] = open;
  const failed = cards.findLastIndex(({ state }) => state === 'landed');
  return cards.map((card, place) => {
    if (place === asks)
      return {
        ...card,
        state: 'needs-you',
        gate: false,
        why: 'May I run `npm install argon2`?',
        progress: null,
      };
    if (place === stuck)
      return { ...card, state: 'running', gate: false, health: 'stuck', why: 'no progress for 6m10s' };
    if (place === failed)
      return { ...card, state: 'failed', attempt: 3, why: 'npm test failed: 2 of 148 tests' };
    if (place === pending) return { ...card, state: 'blocked', why: 'a dependency has failed' };
    return card;
  });
}

function spansOf({ node, startAt, readyAt, workMs, slot, endAt }: Played, startedAt: number) {
  const steps: readonly (readonly [Span['kind'], number, number, string | null])[] = [
    ['waiting', readyAt, startAt, 'provider anthropic'],
    ['setup', startAt, startAt + setupMs, null],
    ['running', startAt + setupMs, startAt + setupMs + workMs, null],
    ['gate', startAt + setupMs + workMs, endAt - mergeMs, 'passed'],
    ['merge', endAt - mergeMs, endAt, null],
  ];
  const spans = steps
    .map(([kind, from, to, why]) => ({ kind, why, from: startedAt + from, to: startedAt + to }))
    .filter(({ from, to }) => to > from && from < fixtureNow)
    .map(({ kind, why, from, to }): Span => ({
      kind,
      from,
      to: to > fixtureNow ? null : to,
      attempt: kind === 'waiting' ? 0 : 1,
      slot: kind === 'waiting' ? null : `../app.tutti/slot-${slot + 1}`,
      why,
    }));
  return spans.length === 0 ? [] : [{ ref: node.ref, spans }];
}

/** What is still going on was asked a minute ago. */
function withQuestion(spans: readonly Span[]): readonly Span[] {
  const last = spans.at(-1)!;
  const askedAt = Math.max(last.from, fixtureNow - 60_000);
  return [
    ...spans.slice(0, -1),
    { ...last, to: askedAt },
    { ...last, kind: 'needs-you', from: askedAt, to: null, why: 'permission' },
  ];
}

function countsOf(tasks: readonly TaskCard[]): DashboardView['header']['counts'] {
  const counts: Partial<Record<TaskStateWord, number>> = {};
  for (const { state } of tasks) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
