import { Modal } from '@mantine/core';
import { allows, useSession } from '../../api/session.ts';
import { ruKeys, ruPalette } from '../../texts/ru-palette.ts';
import { Keys } from '../kbd.tsx';
import { navItemsFor } from '../shell/nav-items.ts';
import css from './keys-help.module.css';

type Line = { keys: string[]; does: string };

const LISTS: Line[] = [
  { keys: ['↑', '↓'], does: ruKeys.move },
  { keys: ['Enter'], does: ruKeys.open },
  { keys: [ruKeys.space], does: ruKeys.peek },
  { keys: ['J', 'K'], does: ruKeys.walk },
  { keys: ['F2'], does: ruKeys.edit },
  { keys: ['Ctrl A'], does: ruKeys.markAll },
  { keys: ['Shift →'], does: ruKeys.span },
  { keys: ['Ctrl C', 'Ctrl V'], does: ruKeys.paste },
  { keys: ['Ctrl D'], does: ruKeys.fillDown },
  { keys: ['Esc'], does: ruKeys.escape },
];

const CARD: Line[] = [
  { keys: [']'], does: ruKeys.nextStage },
  { keys: ['['], does: ruKeys.prevStage },
  { keys: ['D'], does: ruKeys.done },
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
    { keys: ['Ctrl K'], does: ruKeys.palette },
    ...(allows(session, 'deal', 'create') ? [{ keys: ['C'], does: ruKeys.create }] : []),
    ...(allows(session, 'task', 'create')
      ? [{ keys: ['N'], does: ruKeys.createTask }] : []),
    { keys: ['?'], does: ruKeys.help },
    ...navItemsFor(session).map((item) => ({
      keys: ['G', item.letter.toUpperCase()], does: item.label,
    })),
    ...(allows(session, 'deal', 'read')
      ? [{ keys: ['G', 'L'], does: ruPalette.dealsList }] : []),
  ];
  return (
    <Modal opened onClose={onClose} title={ruKeys.title} size={560}>
      <div className={css.columns}>
        <Section title={ruKeys.everywhere} lines={everywhere} />
        <div>
          <Section title={ruKeys.lists} lines={LISTS} />
          <Section title={ruKeys.card} lines={CARD} />
        </div>
      </div>
    </Modal>
  );
}
