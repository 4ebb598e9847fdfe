import type { PlacedPhase } from '../layout.ts';
import type { SceneIndex } from './sceneIndex.ts';

export type WalkKey = 'ArrowRight' | 'ArrowLeft' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

type Arrow = Exclude<WalkKey, 'Home' | 'End'>;

export interface Walk {
  readonly index: SceneIndex;
  readonly phases: readonly PlacedPhase[];
  /** Phase of a node that stands in an open one. */
  readonly phaseOf: (ref: string) => string | null;
}

export function isWalkKey(key: string): key is WalkKey {
  return ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
}

/**
 * Where a key leads from a node or from the head of an open phase: right to a dependent and left to a dependency (the
 * nearest by height), up and down within the layer, up from the uppermost node of a phase to its head. Null: nowhere.
 */
export function walk({ index, phases, phaseOf }: Walk, from: string, key: WalkKey): string | null {
  if (key === 'Home' || key === 'End') return index.layers.at(key === 'Home' ? 0 : -1)?.[0]?.ref ?? null;
  const node = index.nodes.get(from);
  const head = phases.findIndex(({ ref }) => ref === from);
  if (node === undefined) return head < 0 ? null : walkFromHead({ index, phases, phaseOf }, head, key);
  const { into, from: out } = index.edgesOf(from);
  const middle = node.y + node.height / 2;
  const nearest = (refs: readonly string[]): string | null => {
    const distance = (ref: string): number => {
      const other = index.nodes.get(ref);
      return other === undefined ? Infinity : Math.abs(other.y + other.height / 2 - middle);
    };
    return refs.reduce<string | null>(
      (best, ref) => (best === null || distance(ref) < distance(best) ? ref : best),
      null,
    );
  };
  const layer = index.layers[node.layer] ?? [];
  const row = layer.indexOf(node);
  switch (key) {
    case 'ArrowRight':
      return nearest(out.map(({ to }) => to));
    case 'ArrowLeft':
      return nearest(into.map(({ from: dependency }) => dependency));
    case 'ArrowUp': {
      const above = layer[row - 1]?.ref ?? null;
      const phase = phaseOf(from);
      return phase !== null && (above === null || phaseOf(above) !== phase) ? phase : above;
    }
    case 'ArrowDown':
      return layer[row + 1]?.ref ?? null;
  }
}

function walkFromHead({ index, phases, phaseOf }: Walk, head: number, key: Arrow): string | null {
  const phase = phases[head];
  if (phase === undefined) return null;
  switch (key) {
    case 'ArrowRight':
      return phases[head + 1]?.ref ?? null;
    case 'ArrowLeft':
      return phases[head - 1]?.ref ?? null;
    case 'ArrowDown':
      for (const layer of index.layers) {
        const first = layer.find(({ ref }) => phaseOf(ref) === phase.ref);
        if (first !== undefined) return first.ref;
      }
      return null;
    case 'ArrowUp':
      return null;
  }
}
