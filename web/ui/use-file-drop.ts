import { useEffect, useRef, useState } from 'react';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Lets files be dropped on an element; `isOver` while some hang above it. */
export function useFileDrop<E extends HTMLElement>(onFiles: ((files: File[]) => void) | null) {
  const ref = useRef<E>(null);
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    // Entering a child leaves its parent: only the balance says whether the pointer is inside.
    let depth = 0;
    const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop',
      react: (event: DragEvent) => void) => {
      const listener = (event: DragEvent) => {
        if (!latest.current || !hasFiles(event)) return;
        event.preventDefault();
        react(event);
      };
      element.addEventListener(type, listener);
      return () => element.removeEventListener(type, listener);
    };
    const become = (next: number) => {
      depth = Math.max(0, next);
      setIsOver(depth > 0);
    };
    const ends = [
      listen('dragenter', () => become(depth + 1)),
      listen('dragleave', () => become(depth - 1)),
      listen('dragover', () => undefined),
      listen('drop', (event) => {
        become(0);
        latest.current?.([...event.dataTransfer?.files ?? []]);
      }),
    ];
    return () => ends.forEach((end) => end());
  }, []);
  return { ref, isOver };
}
