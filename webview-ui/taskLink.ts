import { bdi, button } from './h.ts';
import { nameOf, type Scene } from './scene.ts';

/** A task by its name and title; pressing it opens the drawer. `data-key` finds it again when its place is drawn anew. */
export function taskLink(ref: string, { index }: Scene, onOpen: (ref: string) => void): HTMLElement {
  return button(
    `${nameOf(ref, index)} `,
    () => onOpen(ref),
    { class: 'link', 'data-key': `open ${ref}` },
    bdi(index.nodes.get(ref)?.title ?? ''),
  );
}
