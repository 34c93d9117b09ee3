// What the grid does with the offer: texts, products, rows, the clipboard.
import type { ClipboardEvent } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ProductHit } from '#contract/catalog';
import type { Seller, VatRegime } from '#contract/vat';
import { ruOffer } from '../../texts/ru-offer.ts';
import { announce } from '../../ui/announce.ts';
import { toast } from '../../ui/toast-store.ts';
import { matchLines, needsEye, productOfArticle } from './match-lines.ts';
import type { PasteReport } from './match-lines.ts';
import { emptyRow, isBlank, NO_PRODUCT, sectionRow, withProduct } from './offer-rows.ts';
import type { OfferRow, OfferSheet } from './offer-rows.ts';
import { hasHeader, readSpecification } from './read-specification.ts';
import type { SheetColumn } from './sheet-columns.ts';
import {
  clearCells, duplicateRows, fillDown, insertRows, moveRows, putTexts, removeRows, shiftRows,
  textsOf,
} from './sheet-edits.ts';
import type { Block } from './sheet-edits.ts';
import type { Spot } from './sheet-keys.ts';
import { withTaken } from './take-lines.ts';
import type { TakenLines } from './take-lines.ts';
import { today } from './today.ts';
import { readTsv, writeTsv } from '../../table/tsv.ts';
import type { Offer } from './use-offer.ts';
import type { ActKind } from './use-sheet.ts';

export const pricesIncludeVat = (sheet: OfferSheet) =>
  sheet.rows.find((row) => !row.isSection)?.vatIncluded ?? true;

/** The first columns of a row that is still blank: what is pasted there are goods. */
const GOODS_COLUMNS = 2;

function isGoods(text: string, spot: Spot, rows: OfferRow[]): boolean {
  const cells = readTsv(text);
  if (cells.length === 1 && cells[0]!.length === 1) return false;
  if (hasHeader(text)) return true;
  const row = rows[spot.row];
  return spot.column < GOODS_COLUMNS && (!row || isBlank(row));
}

const withRow = (sheet: OfferSheet, key: string, change: (row: OfferRow) => OfferRow) =>
  ({ ...sheet, rows: sheet.rows.map((row) => (row.key === key ? change(row) : row)) });

const sellerOf = (regime: VatRegime): Seller => ({ day: today(), regime });

function useActs(offer: Offer, columns: SheetColumn[], regime: VatRegime) {
  const { change } = offer;
  return useMemo(() => {
    const how = (sheet: OfferSheet) =>
      ({ seller: sellerOf(regime), vatIncluded: pricesIncludeVat(sheet), columns });
    const fresh = (sheet: OfferSheet) => emptyRow(sellerOf(regime), pricesIncludeVat(sheet));
    const acts: Record<ActKind, (sheet: OfferSheet, block: Block) => OfferSheet> = {
      clear: (sheet, block) => clearCells(sheet, block, columns),
      fill: (sheet, block) => fillDown(sheet, block, columns),
      insert: (sheet, block) => insertRows(sheet, Math.min(block.bottom + 1, sheet.rows.length),
        [fresh(sheet)]),
      section: (sheet, block) => insertRows(sheet, Math.min(block.top, sheet.rows.length),
        [sectionRow(ruOffer.newSection)]),
      remove: removeRows,
      duplicate: duplicateRows,
      up: (sheet, block) => shiftRows(sheet, block, -1),
      down: (sheet, block) => shiftRows(sheet, block, 1),
      undo: (sheet) => sheet,
      redo: (sheet) => sheet,
    };
    return {
      putText: (spot: Spot, text: string) =>
        change((sheet) => putTexts(sheet, [[text]], spot, how(sheet))),
      putBlock: (spot: Spot, texts: string[][]) =>
        change((sheet) => putTexts(sheet, texts, spot, how(sheet))),
      pick: (place: number, product: ProductHit) => change((sheet) => {
        const row = sheet.rows[place] ?? fresh(sheet);
        const rows = [...sheet.rows];
        rows[Math.min(place, rows.length)] = withProduct(row, product, sellerOf(regime));
        return { ...sheet, rows };
      }),
      act: (kind: ActKind, block: Block) => change((sheet) => acts[kind](sheet, block)),
      move: (block: Block, to: number) => change((sheet) => moveRows(sheet, block, to)),
      take: (taken: TakenLines) => change((sheet) => withTaken(sheet, taken)),
    };
  }, [change, columns, regime]);
}

/** Pasting a specification: one act, matched by the server, undone as one act. */
function usePasting(offer: Offer, regime: VatRegime) {
  const [report, setReport] = useState<PasteReport | null>(null);
  const [isMatching, setMatching] = useState(false);
  // The rows that others see meanwhile must not be those of the moment before the answer.
  const offerNow = useRef(offer);
  useEffect(() => {
    offerNow.current = offer;
  });

  async function addSpecification(text: string, at: number) {
    const { sheet, change } = offerNow.current;
    const spec = readSpecification(text);
    if (spec.lineCount === 0) return;
    setMatching(true);
    const fresh = { seller: sellerOf(regime), vatIncluded: pricesIncludeVat(sheet) };
    const { rows, columns, report: told } = await matchLines(spec, sheet, fresh);
    setMatching(false);
    change((now) => {
      const next = now.rows[at] && isBlank(now.rows[at]) ? now.rows.toSpliced(at, 1) : now.rows;
      const place = Math.min(at, next.length);
      return { columns, rows: next.toSpliced(place, 0, ...rows) };
    });
    const said = ruOffer.pasted(told.lines.length, told.sections.length);
    if (needsEye(told) || !told.isMatched) setReport(told);
    else toast(said, { undo: () => offerNow.current.undo() });
    announce(said);
  }

  function choose(key: string, product: ProductHit | null) {
    const line = report?.lines.find((each) => each.key === key);
    offer.change((sheet) => withRow(sheet, key, (row) => (product
      ? withProduct(row, product, sellerOf(regime))
      : { ...row, ...NO_PRODUCT, article: line?.article ?? row.article,
        name: line?.name ?? row.name })));
  }

  return { report, isMatching, addSpecification, choose, closeReport: () => setReport(null) };
}

export function useOfferActs(offer: Offer, columns: SheetColumn[], regime: VatRegime) {
  const acts = useActs(offer, columns, regime);
  const pasting = usePasting(offer, regime);
  const copied = useRef('');

  function run(kind: ActKind, block: Block) {
    if (kind === 'undo') offer.undo();
    else if (kind === 'redo') offer.redo();
    else acts.act(kind, block);
    const gone = offer.sheet.rows.slice(block.top, block.bottom + 1)
      .filter((row) => !isBlank(row)).length;
    if (kind === 'remove' && gone > 0) toast(ruOffer.removed(gone), { undo: () => offer.undo() });
  }

  function onText(spot: Spot, text: string) {
    acts.putText(spot, text);
    const row = offer.sheet.rows[spot.row];
    const isArticle = columns[spot.column]?.id === 'article';
    if (!isArticle || !text.trim() || row?.name.trim()) return;
    productOfArticle(text.trim()).then((product) => {
      if (product) acts.pick(spot.row, product);
    }).catch(() => undefined);
  }

  return {
    ...acts,
    ...pasting,
    run,
    onText,
    onCopy: (event: ClipboardEvent, block: Block) => {
      event.preventDefault();
      copied.current = writeTsv(textsOf(offer.sheet, block, columns));
      event.clipboardData.setData('text/plain', copied.current);
    },
    onPaste: (event: ClipboardEvent, spot: Spot) => {
      const text = event.clipboardData.getData('text/plain');
      if (!text.trim()) return;
      event.preventDefault();
      const isOwn = text.replace(/\r\n/g, '\n') === copied.current;
      if (!isOwn && isGoods(text, spot, offer.sheet.rows)) {
        void pasting.addSpecification(text, spot.row);
      } else acts.putBlock(spot, readTsv(text));
    },
  };
}
export type OfferActs = ReturnType<typeof useOfferActs>;
