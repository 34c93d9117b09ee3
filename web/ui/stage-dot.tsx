import css from './stage-dot.module.css';

/** Names of the stage palette in tokens.css; the server keeps the name, never a hex value. */
const COLORS: ReadonlySet<string> = new Set([
  'gray', 'blue', 'violet', 'amber', 'orange', 'teal', 'green', 'red',
]);

/** The CSS value of a stage colour; an unknown name is gray. */
export function stageColor(name: string): string {
  return `var(--st-${COLORS.has(name) ? name : 'gray'})`;
}

/** A stage is an 8 px square dot, never a filled card. */
export function StageDot({ color }: { color: string }) {
  return <i className={css.dot} style={{ background: stageColor(color) }} aria-hidden />;
}

export function StageName({ color, name }: { color: string; name: string }) {
  return (
    <span className={css.stage}>
      <StageDot color={color} />
      <span className={css.name}>{name}</span>
    </span>
  );
}
