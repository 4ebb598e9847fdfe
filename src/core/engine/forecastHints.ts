import { playAhead, type Ahead, type Played, type PlayedLimit } from './playAhead.ts';

const maxHints = 3;
/** Less is not worth a word. */
const minShare = 0.02;

/** What one more place of a limit would save, for the limits that most of the waiting is for, by playing it. */
export function hintsOf(
  ahead: Ahead,
  { wallMs, waitedMs }: Played,
  maxTried: number = maxHints,
): readonly string[] {
  const waited = [...waitedMs].sort(([, one], [, other]) => other - one).slice(0, maxTried);
  return waited.flatMap(([limit]) => {
    const saved = wallMs - playAhead(withOneMore(ahead, limit)).wallMs;
    if (saved < Math.max(1_000, wallMs * minShare)) return [];
    const name = limit.tier === 'run' ? '' : `${limit.name} `;
    const kind =
      limit.tier === 'plan' || limit.tier === 'pool' ? `slot in ${limit.tier} ${limit.name}` : `${name}slot`;
    return [`one more ${kind}: -${roughly(saved)}`];
  });
}

function withOneMore(ahead: Ahead, { tier, name, max }: PlayedLimit): Ahead {
  const { settings } = ahead;
  const { limits } = settings;
  const more = (about: Partial<typeof limits>): Ahead => ({
    ...ahead,
    settings: { ...settings, limits: { ...limits, ...about } },
  });
  switch (tier) {
    case 'run':
      return more({ run: max + 1 });
    case 'verification':
      return more({ verification: max + 1 });
    case 'provider':
      return more({ providers: { ...limits.providers, [name]: max + 1 } });
    case 'model':
      return more({ models: { ...limits.models, [name]: max + 1 } });
    case 'pool':
      return { ...ahead, settings: { ...settings, pools: { ...settings.pools, [name]: max + 1 } } };
    case 'plan':
      return {
        ...ahead,
        plans: ahead.plans.map((plan) => (plan.name === name ? { ...plan, concurrency: max + 1 } : plan)),
      };
  }
}

function roughly(ms: number): string {
  return ms < 120_000 ? `${String(Math.round(ms / 1_000))} s` : `${String(Math.round(ms / 60_000))} min`;
}
