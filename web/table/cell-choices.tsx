import { useChoices } from '../form/use-choices.ts';

/** What may be typed into a cell, offered by the browser's own list. */
export function CellChoices({ id, source, text }: { id: string; source: string; text: string }) {
  const { choices } = useChoices(source, text);
  return (
    <datalist id={id}>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.title} label={choice.subtitle} />
      ))}
    </datalist>
  );
}
