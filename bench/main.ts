import { benchEngine } from './engine.ts';
import { benchForecast } from './forecast.ts';
import { benchGit } from './git.ts';
import { benchGraph } from './graph.ts';
import { benchMemory } from './memory.ts';
import { benchParse } from './parse.ts';
import type { BenchRow } from './row.ts';
import { benchRunnerStart } from './runnerStart.ts';
import { benchRuns } from './runs.ts';

const groups: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  parse: benchParse,
  engine: benchEngine,
  forecast: benchForecast,
  git: benchGit,
  runner: benchRunnerStart,
  runs: benchRuns,
  memory: benchMemory,
  graph: benchGraph,
};

/** `npm run bench [-- GROUP…]`: one JSON object a row, ratios of things measured in this run; exits 1 above a limit. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in groups));
if (unknown.length > 0) {
  console.error(`There is no group ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}.`);
  process.exit(2);
}
const failed: string[] = [];
for (const [name, measure] of Object.entries(groups)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await measure()) {
    console.log(JSON.stringify({ ...row, ok: row.ratio <= row.limit }));
    if (row.ratio > row.limit) failed.push(row.name);
  }
}
if (failed.length > 0) console.error(`above the limit: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
