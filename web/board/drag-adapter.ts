// Dragging is loaded after the cards are there: nobody drags what is not on the screen yet, and the
// first load of a board is 6 KB of gzip smaller.

import type { draggable, dropTargetForElements }
  from '@atlaskit/pragmatic-drag-and-drop/element/adapter';

type Adapter = {
  draggable: typeof draggable; dropTargetForElements: typeof dropTargetForElements;
};

/** Registers when the adapter has come; the answer takes it back, however far it has got. */
export function withDragging(register: (adapter: Adapter) => () => void): () => void {
  let stop: (() => void) | undefined;
  let isOver = false;
  void import('@atlaskit/pragmatic-drag-and-drop/element/adapter').then((adapter) => {
    if (!isOver) stop = register(adapter);
  });
  return () => {
    isOver = true;
    stop?.();
  };
}
