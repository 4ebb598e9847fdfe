import { strict as assert } from 'node:assert';
import { seeded } from '../../bench/benchRepo.ts';
import { createCrashRig } from '../support/crashRig.ts';
import { assertComplete } from '../support/crashOutcome.ts';

/** `npm run soak [-- SECONDS [SEED]]`: kills the command again and again at random points of one run after another. */
const seconds = Number(process.argv[2] ?? 120);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const random = seeded(seed);
const endAt = performance.now() + seconds * 1_000;
let runs = 0;
let kills = 0;

while (performance.now() < endAt) {
  const rig = createCrashRig();
  const points: string[] = [];
  let code: number | null = null;
  for (let life = 0; code === null; life += 1) {
    // Later lives get further, so that every run comes to its end.
    const kind = random() < 0.5 ? 'event' : 'step';
    const point = `${kind}:${String(1 + Math.floor(random() * 20) + 10 * life)}`;
    points.push(point);
    ({ code } = rig.tutti([life === 0 ? 'run' : 'resume', ...(life === 0 ? ['plan.md'] : []), '--json'], {
      TUTTI_TEST_CRASH: point,
    }));
    if (code === null) kills += 1;
    // Killed before there was a journal: nothing has started, so nothing can be resumed.
    if (code === 2 && life > 0) ({ code } = rig.tutti(['run', 'plan.md', '--json']));
  }
  try {
    assert.equal(code, 0);
    assertComplete(rig);
  } catch (error) {
    console.error(
      `seed ${String(seed)}, run ${String(runs + 1)}, killed at ${points.join(', ')}, in ${rig.repo.folder}`,
    );
    throw error;
  }
  rig.dispose();
  runs += 1;
}
console.log(JSON.stringify({ seed, runs, kills }));
