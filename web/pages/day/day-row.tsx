import type { DayRow } from '#contract/day';
import { ruDay } from '../../texts/ru-day.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconBriefcase, IconCheck, IconHeadset, IconPlus } from '../../ui/icons.ts';
import { Money } from '../../ui/money.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TaskIcon } from '../tasks/task-icon.tsx';
import type { RowAct } from './use-day-keys.ts';
import css from './day-page.module.css';

type DayRowProps = {
  row: DayRow;
  tone: string;
  /** On a department's day every row says whose it is. */
  withPerson: boolean;
  isOpen: boolean;
  mayEdit: boolean;
  onAct: (row: DayRow, act: RowAct) => void;
};

type ActProps = { label: string; text?: string; onClick: () => void; children?: React.ReactNode };

function Act({ label, text, onClick, children }: ActProps) {
  return (
    <button type="button" className={css.act} title={label} aria-label={label} onClick={onClick}
      tabIndex={-1}>
      {text ?? children}
    </button>
  );
}

function Acts({ row, onAct }: Pick<DayRowProps, 'row' | 'onAct'>) {
  const act = (name: RowAct) => () => onAct(row, name);
  if (!row.task) {
    return (
      <span className={css.acts}>
        <Act label={ruDay.act.addTask} onClick={act('addTask')}>
          <IconPlus size={14} stroke={1.75} aria-hidden />
        </Act>
      </span>
    );
  }
  return (
    <span className={css.acts}>
      <Act label={ruDay.act.tomorrow} text={ruDay.act.short.tomorrow} onClick={act('tomorrow')} />
      <Act label={ruDay.act.monday} text={ruDay.act.short.monday} onClick={act('monday')} />
      <Act label={ruDay.act.done} onClick={act('done')}>
        <IconCheck size={14} stroke={2} aria-hidden />
      </Act>
    </span>
  );
}

function KindIcon({ row }: { row: DayRow }) {
  const Icon = row.entity === 'lead' ? IconHeadset : IconBriefcase;
  return (
    <span className={css.kind} data-kind={row.task?.kind ?? row.entity}>
      {row.task ? <TaskIcon kind={row.task.kind} /> : <Icon size={16} stroke={1.6} aria-hidden />}
    </span>
  );
}

function What({ row, onOpen }: { row: DayRow; onOpen: () => void }) {
  const details = [row.about, row.company].filter(Boolean).join(' · ');
  return (
    <button type="button" className={css.main} data-main onClick={onOpen}>
      <span className={css.what}>
        <span className={css.name}>{row.title}</span>
        {row.task?.priority === 'high' ? <Tag meaning="bad">{ruDay.urgent}</Tag> : null}
        {row.insteadOf ? <Tag meaning="vio">{ruDay.instead(row.insteadOf.name)}</Tag> : null}
      </span>
      {details ? <span className={css.about}>{details}</span> : null}
    </button>
  );
}

/** What, why it is here, how much is at stake, whose; one key does the rest. */
export function DayLine({ row, tone, withPerson, isOpen, mayEdit, onAct }: DayRowProps) {
  return (
    <li className={css.row} data-day-row={row.key} data-open={isOpen || undefined}>
      <KindIcon row={row} />
      <What row={row} onOpen={() => onAct(row, 'open')} />
      <span className={css.why} data-late={row.late || undefined}>{row.why}</span>
      <span className={css.sum} data-paid={tone === 'ok' || undefined}>
        {row.amountKopecks ? <Money kopecks={row.amountKopecks} /> : null}
      </span>
      {withPerson && row.person ? <Avatar name={row.person.name} /> : null}
      {mayEdit && row.task?.mayEdit !== false ? <Acts row={row} onAct={onAct} /> : null}
    </li>
  );
}
