import type { ChartView } from '../../../shared/dashboard/view.ts';
import { noChart, rounded } from './chartParts.ts';
import type { ResourceSample } from './metricFacts.ts';

const maxPoints = 600;

/** Processors, memory and disk over time. */
export function machineCharts(resources: readonly ResourceSample[]): readonly ChartView[] {
  const samples = thinned(resources);
  const chart = (
    head: Pick<ChartView, 'id' | 'title' | 'unit'>,
    valueOf: (sample: ResourceSample) => number,
  ): ChartView => {
    if (samples.length === 0) return noChart(head, 'nothing has looked at the machine yet');
    const values = samples.map((sample) => rounded(valueOf(sample)));
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

function thinned(resources: readonly ResourceSample[]): readonly ResourceSample[] {
  const every = Math.ceil(resources.length / maxPoints);
  return every <= 1 ? resources : resources.filter((_, index) => index % every === 0);
}
