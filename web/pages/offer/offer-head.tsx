import { ActionIcon, Button, Menu } from '@mantine/core';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import {
  IconArrowBackUp, IconArrowForwardUp, IconCopy, IconDots, IconPlus,
} from '../../ui/icons.ts';
import type { Block } from './sheet-edits.ts';
import { faultOf } from './offer-rows.ts';
import type { OfferActs } from './use-offer-acts.ts';
import type { Offer } from './use-offer.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { PricesMenu } from './prices-menu.tsx';
import css from './offer-grid.module.css';

const { goods } = ruDeal;

function State({ offer }: { offer: Offer }) {
  const fault = offer.state === 'invalid' ? faultOf(offer.sheet) : null;
  return (
    <>
      <span className={css.state} data-state={offer.state} role="status">
        {ruOffer.states[offer.state]}
        {fault ? (
          <span title={ruOffer.wants[fault.column] ?? ruOffer.wantsOther}>
            . {ruOffer.fixFirst(fault.row + 1)}
          </span>
        ) : null}
      </span>
      {offer.state === 'failed' ? (
        <Button variant="default" onClick={offer.saveNow}>{ruOffer.again}</Button>
      ) : null}
    </>
  );
}

function RowsMenu({ block, acts, onFile }: {
  block: Block; acts: OfferActs; onFile: () => void;
}) {
  const items = [
    ['insert', ruOffer.insert, 'Ctrl+Enter'], ['section', ruOffer.section, ''],
    ['duplicate', ruOffer.duplicate, 'Ctrl+Shift+Enter'],
    ['up', ruOffer.up, 'Alt+↑'], ['down', ruOffer.down, 'Alt+↓'], ['fill', ruOffer.fill, 'Ctrl+D'],
    ['remove', ruOffer.remove, 'Ctrl+Delete'],
  ] as const;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconDots size={15} stroke={1.75} />}>
          {ruOffer.rowActions}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(([kind, label, keys]) => (
          <Menu.Item
            key={kind}
            rightSection={keys ? <kbd className={css.keys}>{keys}</kbd> : null}
            onClick={() => acts.run(kind, block)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onFile}>{ruOffer.file}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type OfferHeadProps = {
  title: string; offer: Offer; acts: OfferActs; block: Block;
  shown: Omit<Parameters<typeof ColumnsMenu>[0], 'offer'>;
  onPaste: () => void; onTake: () => void; onFile: () => void;
};

export function OfferHead(props: OfferHeadProps) {
  const { title, offer, acts, block, shown, onPaste, onTake } = props;
  return (
    <header className={css.head}>
      <h3 className={css.title}>{title}</h3>
      {offer.sheet.rows.length > 0 ? <State offer={offer} /> : null}
      {acts.isMatching ? <span role="status" className={css.state}>{ruOffer.pasting}</span> : null}
      <span className={css.space} />
      <ActionIcon aria-label={ruOffer.undo} title={`${ruOffer.undo} (Ctrl+Z)`}
        disabled={!offer.canUndo} onClick={offer.undo}
      >
        <IconArrowBackUp size={16} stroke={1.6} />
      </ActionIcon>
      <ActionIcon aria-label={ruOffer.redo} title={`${ruOffer.redo} (Ctrl+Y)`}
        disabled={!offer.canRedo} onClick={offer.redo}
      >
        <IconArrowForwardUp size={16} stroke={1.6} />
      </ActionIcon>
      <ColumnsMenu offer={offer} {...shown} />
      <PricesMenu offer={offer} block={block} />
      <RowsMenu block={block} acts={acts} onFile={props.onFile} />
      <Button variant="default" onClick={onTake}>{ruOffer.take.button}</Button>
      <Button variant="default" leftSection={<IconCopy size={15} stroke={1.6} />} onClick={onPaste}>
        {goods.paste}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlus size={15} stroke={1.75} />}
        onClick={() => acts.run('insert', {
          top: offer.sheet.rows.length, bottom: offer.sheet.rows.length, left: 0, right: 0,
        })}
      >
        {goods.add}
      </Button>
    </header>
  );
}
