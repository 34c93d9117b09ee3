import {
  draggable, dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import type { Department, EmployeeItem } from '#contract/staff';

export type Dragged = { department: Department } | { person: EmployeeItem };
type Data = { staff?: Dragged };

/** The element is taken by itself and tells what it stands for. */
export function useStaffDrag(element: RefObject<HTMLElement | null>, dragged: Dragged | null) {
  useEffect(() => {
    if (!element.current || !dragged) return undefined;
    return draggable({
      element: element.current, getInitialData: (): Data => ({ staff: dragged }),
    });
  }, [element, dragged]);
}

type Target = {
  /** What may not be dropped here is not offered a place. */
  accepts: (dragged: Dragged) => boolean;
  onDrop: (dragged: Dragged) => void;
};

/** Whether something that may be dropped here hangs over the element. */
export function useStaffDrop(
  element: RefObject<HTMLElement | null>, target: Target | null,
): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!element.current || !target) return undefined;
    const of = (data: Record<string, unknown>) => (data as Data).staff;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => {
        const dragged = of(source.data);
        return dragged !== undefined && target.accepts(dragged);
      },
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        const dragged = of(source.data);
        if (dragged) target.onDrop(dragged);
      },
    });
  }, [element, target]);
  return isOver;
}
