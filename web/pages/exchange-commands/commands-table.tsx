import { Link } from '@tanstack/react-router';
import type { ListedCommand } from '#contract/commands';
import { paths } from '../../paths.ts';
import { ruCommands } from '../../texts/ru-commands.ts';
import { formatMoment, formatNumber, formatShortName } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import { MarkAll } from '../exchange/mark-all.tsx';
import type { Marks } from '../exchange/use-marks.ts';
import held from '../exchange/quarantine.module.css';
import css from './commands.module.css';

const { list: texts } = ruCommands;

const MEANINGS: Record<ListedCommand['state'], TagMeaning> = {
  waiting: 'warn', given: 'warn', refused: 'bad', done: 'ok', cancelled: 'plain', repeated: 'plain',
};

export function StateTag({ command }: { command: ListedCommand }) {
  return <Tag meaning={MEANINGS[command.state]}>{texts.tags[command.state] ?? command.state}</Tag>;
}

export const typeName = ({ type }: ListedCommand) => ruCommands.types[type] ?? type;

/** The record the command is about; one that is gone keeps its number. */
export function RecordLink({ command }: { command: ListedCommand }) {
  const { entity, entityId, title } = command;
  if (title === null) return <span className={css.quiet}>{texts.gone(entity, entityId)}</span>;
  const to = entity === 'deal' ? paths.deal(entityId) : paths.company(entityId);
  return <Link className={css.link} to={to}>{title}</Link>;
}

export const mayAct = ({ may }: ListedCommand) => may.cancel || may.repeat;

type RowProps = {
  command: ListedCommand; isOpen: boolean; onOpen: () => void; marks: Marks<string> | null;
  /** Most companies have one base: then its name says nothing. */
  showsBase: boolean;
};

function Row({ command, isOpen, onOpen, marks, showsBase }: RowProps) {
  const name = typeName(command);
  return (
    <tr className={isOpen ? plain.current : undefined} data-command={command.id}>
      {marks ? (
        <td className={held.mark}>
          {mayAct(command) ? (
            <input
              type="checkbox"
              aria-label={texts.mark(name, formatMoment(command.writtenAt))}
              checked={marks.marked.has(command.id)}
              onChange={(event) => marks.onMark([command.id], event.target.checked)}
            />
          ) : null}
        </td>
      ) : null}
      <td className={css.nowrap}>{formatMoment(command.writtenAt)}</td>
      <td>
        <button type="button" className={held.open} aria-expanded={isOpen} onClick={onOpen}>
          {name}
        </button>
      </td>
      <td className={css.record} data-line><RecordLink command={command} /></td>
      <td className={css.nowrap}><StateTag command={command} /></td>
      <td className={held.reason} data-line>{command.reason}</td>
      {showsBase ? <td className={plain.code}>{command.ib}</td> : null}
      <td className={plain.number} data-label={texts.tries}>{formatNumber(command.tries)}</td>
      <td className={css.nowrap}>
        {command.askedBy ? formatShortName(command.askedBy.name) : texts.itself}
      </td>
    </tr>
  );
}

type TableProps = {
  items: ListedCommand[]; openId: string | undefined; onOpen: (id: string) => void;
  marks: Marks<string> | null; showsBase: boolean;
};

export function CommandsTable({ items, openId, onOpen, marks, showsBase }: TableProps) {
  const ids = items.filter(mayAct).map(({ id }) => id);
  return (
    // A narrow window scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.title} tabIndex={0}>
      <table className={`${plain.table} ${plain.cards} ${held.held}`} aria-label={texts.title}>
        <thead>
          <tr>
            {marks ? <MarkAll ids={ids} marks={marks} label={texts.markAll} /> : null}
            <th scope="col">{texts.written}</th>
            <th scope="col">{texts.command}</th>
            <th scope="col">{texts.record}</th>
            <th scope="col">{texts.state}</th>
            <th scope="col">{texts.reason}</th>
            {showsBase ? <th scope="col">{texts.base}</th> : null}
            <th scope="col" className={plain.number}>{texts.tries}</th>
            <th scope="col">{texts.asked}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((command) => (
            <Row
              key={command.id}
              command={command}
              isOpen={command.id === openId}
              onOpen={() => onOpen(command.id)}
              marks={marks}
              showsBase={showsBase}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
