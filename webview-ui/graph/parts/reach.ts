import type { GraphFocus } from '../graphTypes.ts';
import type { SceneIndex } from './sceneIndex.ts';

/** The node of the focus, and all before it (`blocks`) or after it (`unblocks`). */
export function reachOf(index: SceneIndex, { ref, direction }: GraphFocus): ReadonlySet<string> {
  const reached = new Set([ref]);
  for (const one of reached) {
    const { into, from } = index.edgesOf(one);
    if (direction === 'blocks') for (const edge of into) reached.add(edge.from);
    else for (const edge of from) reached.add(edge.to);
  }
  return reached;
}
