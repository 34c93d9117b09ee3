// Code made of a schema costs 1–3 ms, and there are some thousand schemas: made at the first use, a
// server starts a second sooner and keeps in memory what is spoken, not all that could be.
export function compiledOnce<T>(compile: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: compile() }).value;
}
