// One live region for the whole page: changes made by keys are heard, not only seen.

type Listener = (text: string) => void;
let listener: Listener | null = null;

/** Speaks politely after what the reader is saying now. */
export function announce(text: string): void {
  listener?.(text);
}

/** The region in the shell takes the messages. */
export function onAnnounce(next: Listener): () => void {
  listener = next;
  return () => {
    if (listener === next) listener = null;
  };
}
