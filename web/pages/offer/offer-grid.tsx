import { Suspense, useCallback, useMemo, useState } from 'react';
import { isHidden, useSession } from '../../api/session.ts';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruOffer } from '../../texts/ru-offer.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { toast } from '../../ui/toast-store.ts';
import type { Order } from '../deal/use-deal-money.ts';
import { withKnown } from './column-codes.ts';
import { downloadCsv } from './download-csv.ts';
import type { WantedColumn } from './column-codes.ts';
import type { LineHolder } from './line-holder.ts';
import { sectionSums } from './offer-rows.ts';
import { OfferHead } from './offer-head.tsx';
import { OfferNotices } from './offer-notices.tsx';
import { OfferTotals } from './offer-totals.tsx';
import { columnsWith } from './sheet-columns.ts';
import { fileOf } from './sheet-edits.ts';
import type { Block } from './sheet-edits.ts';
import { Sheet } from './sheet.tsx';
import { onecColumns } from './take-lines.ts';
import type { TakenLines } from './take-lines.ts';
import { useLineLayout } from './use-line-layout.ts';
import { useOfferActs } from './use-offer-acts.ts';
import type { OfferActs } from './use-offer-acts.ts';
import { useOffer } from './use-offer.ts';
import type { Offer } from './use-offer.ts';
import css from './offer-grid.module.css';

const PasteDialog = lazyPart(() =>
  import('./paste-dialog.tsx').then((module) => module.PasteDialog));
const PasteReport = lazyPart(() =>
  import('./paste-report.tsx').then((module) => module.PasteReport));
const TakeLinesDialog = lazyPart(() =>
  import('./take-lines-dialog.tsx').then((module) => module.TakeLinesDialog));

const FIRST: Block = { top: 0, bottom: 0, left: 0, right: 0 };
const NO_ORDERS: Order[] = [];

type OfferGridProps = {
  holder: LineHolder;
  title: string;
  /** Said when there are no lines yet, and what is always said. */
  emptyHint?: string;
  hint?: string;
  /** Of the deal itself: their lines and columns are at hand. */
  orders?: Order[];
  /** The lead that the deal was born of. */
  lead?: ReferenceValue | null;
};

/** What the person sees of the lines here, and the columns that are at hand. */
function useColumns(offer: Offer, { holder, orders = NO_ORDERS }: OfferGridProps) {
  const seesCost = !isHidden(useSession(), 'line.cost');
  const { layout, save } = useLineLayout(holder.place);
  const hidden = useMemo(() => new Set(layout.hidden), [layout]);
  const added = offer.sheet.columns;
  const columns = useMemo(
    () => columnsWith({ added, hidden, seesCost }), [added, hidden, seesCost]);
  const known: WantedColumn[] = [
    ...onecColumns(orders).map((name): WantedColumn => ({ name, type: 'text' })), ...layout.known,
  ];
  return {
    columns, hidden, seesCost, known,
    onHidden: (next: ReadonlySet<string>) => save({ hidden: [...next] }),
    onAdded: (fresh: WantedColumn[]) => save({ known: withKnown(layout.known, fresh) }),
  };
}

type Asked = 'paste' | 'take' | null;

function Dialogs({ asked, onClose, offer, acts, props }: {
  asked: Asked; onClose: () => void; offer: Offer; acts: OfferActs; props: OfferGridProps;
}) {
  function take(taken: TakenLines) {
    onClose();
    acts.take(taken);
    toast(ruOffer.take.taken(taken.lines.length), { undo: offer.undo });
  }

  return (
    <Suspense>
      {asked === 'paste' ? (
        <PasteDialog
          onClose={onClose}
          onPaste={(text) => {
            onClose();
            void acts.addSpecification(text, offer.sheet.rows.length);
          }}
        />
      ) : null}
      {asked === 'take' ? (
        <TakeLinesDialog
          orders={props.orders ?? NO_ORDERS}
          lead={props.lead ?? null}
          onTake={take}
          onClose={onClose}
        />
      ) : null}
      {acts.report ? (
        <PasteReport
          report={acts.report}
          onChoose={acts.choose}
          onClose={acts.closeReport}
          onUndo={() => {
            offer.undo();
            acts.closeReport();
          }}
        />
      ) : null}
    </Suspense>
  );
}

/** The lines that a salesperson keeps: typed, found, taken from elsewhere, pasted from Excel. */
export function OfferGrid(props: OfferGridProps) {
  const offer = useOffer(props.holder);
  const shown = useColumns(offer, props);
  const { columns, seesCost } = shown;
  const acts = useOfferActs(offer, columns, props.holder.vatRegime);
  const [block, setBlock] = useState(FIRST);
  const [asked, setAsked] = useState<Asked>(null);
  const onBlock = useCallback((next: Block) => setBlock(next), []);
  const { rows } = offer.sheet;
  const sums = useMemo(() => sectionSums(rows), [rows]);
  return (
    <section aria-label={props.title}>
      <OfferHead
        title={props.title}
        offer={offer}
        acts={acts}
        block={block}
        shown={shown}
        onPaste={() => setAsked('paste')}
        onTake={() => setAsked('take')}
        onFile={() => downloadCsv(ruOffer.fileName, fileOf(offer.sheet, columns, sums))}
      />
      <OfferNotices offer={offer} columns={columns} regime={props.holder.vatRegime} />
      <Sheet
        rows={rows}
        columns={columns}
        onText={acts.onText}
        onPick={acts.pick}
        run={acts.run}
        onMove={acts.move}
        sectionSums={sums}
        onCopy={acts.onCopy}
        onPaste={acts.onPaste}
        onBlock={onBlock}
      />
      {rows.length > 0 ? <OfferTotals offer={offer} seesCost={seesCost} /> : null}
      <p className={css.hint}>
        {rows.length === 0 && props.emptyHint ? props.emptyHint : ruOffer.keys}
      </p>
      {props.hint ? <p className={css.hint}>{props.hint}</p> : null}
      <Dialogs asked={asked} onClose={() => setAsked(null)} offer={offer} acts={acts}
        props={props} />
    </section>
  );
}
