const maxPoints = 600;

export interface StepPoint {
  /** Epoch ms. */
  readonly at: number;
  readonly value: number;
}

/** A value that holds from each point to the next one. Of what is too much to be drawn the peaks stay. */
export class StepSeries {
  #points: StepPoint[] = [];
  #area = 0;
  #last: StepPoint | null = null;

  add(at: number, value: number): void {
    const last = this.#last;
    if (last?.value === value) return;
    if (last !== null) this.#area += last.value * (at - last.at);
    if (last?.at === at) this.#points.pop();
    this.#last = { at, value };
    this.#points.push(this.#last);
    if (this.#points.length > maxPoints) this.#points = halved(this.#points);
  }

  points(): readonly StepPoint[] {
    return this.#points;
  }

  /** Over the time from `from` to `until` (epoch ms), with nothing before the first point; null of no time. */
  mean(from: number, until: number): number | null {
    if (this.#last === null || until <= from) return null;
    const open = this.#last.value * Math.max(0, until - this.#last.at);
    return (this.#area + open) / (until - from);
  }
}

function halved(points: readonly StepPoint[]): StepPoint[] {
  const kept: StepPoint[] = [];
  for (let index = 0; index < points.length - 1; index += 2) {
    const [one, other] = [points[index], points[index + 1]];
    if (one !== undefined && other !== undefined)
      kept.push({ at: one.at, value: Math.max(one.value, other.value) });
  }
  // The last one holds until now.
  const last = points.at(-1);
  if (last !== undefined && kept.at(-1)?.value !== last.value) kept.push(last);
  return kept;
}

/** Several series over all of their times, each value held until its next; null before the first. */
export function joinSteps(series: readonly (readonly StepPoint[])[]): {
  readonly at: readonly number[];
  readonly values: readonly (readonly (number | null)[])[];
} {
  const times = new Set<number>();
  for (const points of series) for (const { at } of points) times.add(at);
  const at = [...times].sort((one, other) => one - other);
  const values = series.map((points) => {
    let next = 0;
    let value: number | null = null;
    return at.map((time) => {
      for (let point = points[next]; point !== undefined && point.at <= time; point = points[next]) {
        value = point.value;
        next += 1;
      }
      return value;
    });
  });
  return { at, values };
}
