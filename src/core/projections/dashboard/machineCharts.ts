import type { ChartView } from '../../../shared/dashboard/view.ts';
import { noChart, rounded } from './chartParts.ts';
import { resourceIntervalMs, type ResourceSample } from './metricFacts.ts';

const maxPoints = 600;

/** Longer without a reading, in intervals, nobody looked: what the machine was at then is not known. */
const maxSilence = 2;

/** Processors, memory and disk over time. */
export function machineCharts(resources: readonly ResourceSample[]): readonly ChartView[] {
  const samples = withGaps(resources);
  const chart = (
    head: Pick<ChartView, 'id' | 'title' | 'unit'>,
    valueOf: (sample: ResourceSample) => number,
  ): ChartView => {
    if (samples.length === 0) return noChart(head, 'nothing has looked at the machine yet');
    const values = samples.map((sample) => rounded('cpu' in sample ? valueOf(sample) : null));
    return {
      ...head,
      kind: 'line',
      x: { kind: 'time', at: samples.map(({ at }) => at) },
      series: [{ label: head.title, values }],
      marks: [],
      note: null,
    };
  };
  const cpu = chart({ id: 'cpu', title: 'Processors in use', unit: '%' }, (sample) => sample.cpu * 100);
  return [
    samples.length === 0
      ? cpu
      : { ...cpu, marks: [70, 80].map((value) => ({ value, label: `${String(value)} %` })) },
    chart({ id: 'memory', title: 'Memory in use', unit: 'MB' }, ({ memoryMb }) => memoryMb),
    chart({ id: 'disk', title: 'Free disk', unit: 'MB' }, ({ freeDiskMb }) => freeDiskMb),
  ];
}

function withGaps(resources: readonly ResourceSample[]): readonly (ResourceSample | Gap)[] {
  const every = Math.max(1, Math.ceil(resources.length / maxPoints));
  const drawn = resources.filter((_, index) => index % every === 0);
  const stepMs = every * resourceIntervalMs;
  return drawn.flatMap((sample, index) => {
    const before = drawn[index - 1]?.at ?? sample.at;
    return sample.at - before > maxSilence * stepMs ? [{ at: before + stepMs }, sample] : [sample];
  });
}

type Gap = Pick<ResourceSample, 'at'>;
