import { Modal } from '@mantine/core';
import { allows, useSession } from '../../api/session.ts';
import { ru } from '../../texts/ru.ts';
import { Keys } from '../kbd.tsx';
import { navItemsFor } from '../shell/nav-items.ts';
import css from './keys-help.module.css';

type Line = { keys: string[]; does: string };

const LISTS: Line[] = [
  { keys: ['↑', '↓'], does: ru.keys.move },
  { keys: ['Enter'], does: ru.keys.open },
  { keys: ['F2'], does: ru.keys.edit },
  { keys: ['Esc'], does: ru.keys.escape },
];

const CARD: Line[] = [
  { keys: [']'], does: ru.keys.nextStage },
  { keys: ['['], does: ru.keys.prevStage },
  { keys: ['D'], does: ru.keys.done },
];

function Section({ title, lines }: { title: string; lines: Line[] }) {
  return (
    <section>
      <h3 className={css.heading}>{title}</h3>
      <dl>
        {lines.map((line) => (
          <div key={line.does} className={css.line}>
            <dt>{line.does}</dt>
            <dd className={css.keys}>{line.keys.map((key) => <Keys key={key} keys={key} />)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** «?» shows every key; the letters work in both keyboard layouts. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const everywhere: Line[] = [
    { keys: ['Ctrl K'], does: ru.keys.palette },
    ...(allows(session, 'deal', 'create') ? [{ keys: ['C'], does: ru.keys.create }] : []),
    ...(allows(session, 'task', 'create')
      ? [{ keys: ['N'], does: ru.keys.createTask }] : []),
    { keys: ['?'], does: ru.keys.help },
    ...navItemsFor(session).map((item) => ({
      keys: ['G', item.letter.toUpperCase()], does: item.label,
    })),
    ...(allows(session, 'deal', 'read')
      ? [{ keys: ['G', 'L'], does: ru.palette.dealsList }] : []),
  ];
  return (
    <Modal opened onClose={onClose} title={ru.keys.title} size={560}>
      <div className={css.columns}>
        <Section title={ru.keys.everywhere} lines={everywhere} />
        <div>
          <Section title={ru.keys.lists} lines={LISTS} />
          <Section title={ru.keys.card} lines={CARD} />
        </div>
      </div>
    </Modal>
  );
}
