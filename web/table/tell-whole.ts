import type { MouseEvent } from 'react';

const isCut = (node: Element) => node.clientWidth > 0 && node.scrollWidth > node.clientWidth;

/**
 * Words that do not fit into their cell are told by the pointer. One listener for the whole grid:
 * a tooltip of each cell makes scrolling half as slow again.
 */
export function tellWhole(event: MouseEvent): void {
  const cell = event.target instanceof Element ? event.target.closest('[role=gridcell]') : null;
  if (!cell || cell.querySelector('[title], input')) return;
  // The innermost: beside a name there are the letters of its picture.
  const cut = [cell, ...cell.querySelectorAll('*')].findLast(isCut);
  if (cut) cell.setAttribute('title', cut.textContent ?? '');
  else cell.removeAttribute('title');
}
