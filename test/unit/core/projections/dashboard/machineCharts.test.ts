import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { machineCharts } from '../../../../../src/core/projections/dashboard/machineCharts.ts';

describe('the charts of the machine', () => {
  function cpuOf(seconds: readonly number[]): readonly (readonly [second: number, value: number | null])[] {
    const resources = seconds.map((second) => ({ at: second * 1_000, cpu: 0.5, memoryMb: 1, freeDiskMb: 1 }));
    const [cpu] = machineCharts(resources);
    const at = cpu?.x.kind === 'time' ? cpu.x.at : [];
    return at.map((time, index) => [time / 1_000, cpu?.series[0]?.values[index] ?? null]);
  }

  it('have a gap where nobody looked', () => {
    assert.deepEqual(cpuOf([0, 5, 3_600, 3_607]), [
      [0, 50],
      [5, 50],
      [10, null],
      [3_600, 50],
      [3_607, 50],
    ]);
  });

  it('have none where there are more readings than points', () => {
    const points = cpuOf(Array.from({ length: 720 }, (_, index) => index * 5));
    assert.deepEqual([points.length, points.filter(([, value]) => value === null)], [360, []]);
  });
});
