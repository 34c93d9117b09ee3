import type { Block, Inline } from './rich-text.ts';
import { readRichText } from './rich-text.ts';
import css from './comments.module.css';

function Part({ part }: { part: Inline }) {
  if (part.kind === 'bold') return <strong>{part.text}</strong>;
  if (part.kind === 'mention') return <span className={css.mention}>{part.text}</span>;
  if (part.kind === 'link') {
    return <a href={part.href} target="_blank" rel="noreferrer noopener nofollow">{part.text}</a>;
  }
  return part.text;
}

function Line({ block }: { block: Block }) {
  const mark = block.kind === 'number' ? `${block.mark}.` : '•';
  return (
    <span className={css.textLine} data-kind={block.kind}>
      {block.kind === 'line' ? null : <span className={css.mark}>{mark}</span>}
      <span>
        {block.parts.map((part, index) => (
          // A part of a text has no identity but its place.
          // oxlint-disable-next-line react/no-array-index-key
          <Part key={index} part={part} />
        ))}
      </span>
    </span>
  );
}

/** The text of a comment with its marks; `names` are those of the mentioned. */
export function RichText({ text, names }: { text: string; names: string[] }) {
  return (
    <div className={css.text}>
      {readRichText(text, names).map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Line key={index} block={block} />
      ))}
    </div>
  );
}
