import { Button, Checkbox, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { formatSum } from '../../ui/format.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { Order } from '../deal/use-deal-money.ts';
import { sumsOf } from './offer-rows.ts';
import type { TakenLines } from './take-lines.ts';
import { ownSources, useTakeSources } from './take-sources.ts';
import type { From, Source } from './take-sources.ts';
import css from './take-lines.module.css';

const { take: texts } = ruOffer;
const FROMS: From[] = ['orders', 'deal', 'lead'];

type PickerProps = {
  source: TakenLines; chosen: ReadonlySet<number>;
  onChosen: (chosen: ReadonlySet<number>) => void;
};

function Lines({ source: { lines }, chosen, onChosen }: PickerProps) {
  const all = lines.map((_line, at) => at);
  const toggle = (at: number) => onChosen(new Set(all.filter((each) =>
    (each === at ? !chosen.has(each) : chosen.has(each)))));
  return (
    <div className={css.lines}>
      <Checkbox
        className={css.all}
        label={texts.all}
        checked={chosen.size === lines.length}
        indeterminate={chosen.size > 0 && chosen.size < lines.length}
        onChange={() => onChosen(new Set(chosen.size === lines.length ? [] : all))}
      />
      {lines.map(({ row }, at) => {
        const sums = sumsOf(row);
        return (
          <div key={row.key} className={css.line} data-section={row.isSection || undefined}>
            <Checkbox
              label={[row.article, row.name].filter(Boolean).join(' · ')}
              checked={chosen.has(at)}
              onChange={() => toggle(at)}
            />
            <span className={css.aside}>
              {row.isSection ? '' : `${row.quantity} ${row.unit}`}
              {sums && sums.sumKopecks > 0 ? <b>{formatSum(sums.sumKopecks)}</b> : null}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function Chosen({ sources, onTake, onClose }: {
  sources: Source[]; onTake: (lines: TakenLines) => void; onClose: () => void;
}) {
  const [value, setValue] = useState(sources[0]!.value);
  const [left, setLeft] = useState<Record<string, ReadonlySet<number>>>({});
  const source = sources.find((each) => each.value === value) ?? sources[0]!;
  const { lines, columns } = source.lines;
  const chosen = left[source.value] ?? new Set(lines.map((_line, at) => at));
  return (
    <>
      {sources.length > 1 ? (
        <Select
          label={texts.which}
          data={sources.map((each) => ({ value: each.value, label: each.label }))}
          value={source.value}
          allowDeselect={false}
          onChange={(next) => setValue(next ?? source.value)}
        />
      ) : <p className={css.title}>{source.label}</p>}
      <Lines
        source={source.lines}
        chosen={chosen}
        onChosen={(next) => setLeft((now) => ({ ...now, [source.value]: next }))}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
        <Button
          disabled={chosen.size === 0}
          onClick={() => onTake({ lines: lines.filter((_line, at) => chosen.has(at)), columns })}
        >
          {texts.submit(chosen.size)}
        </Button>
      </div>
    </>
  );
}

type FoundProps = {
  found: ReturnType<typeof useTakeSources>; isAsked: boolean;
  onTake: (lines: TakenLines) => void; onClose: () => void;
};

/** What was found there: lines to choose among, or why there are none. */
function Found({ found: { sources, isLoading, error }, isAsked, onTake, onClose }: FoundProps) {
  if (error && sources.length === 0) return <ErrorState error={error} title={texts.failed} />;
  if (isLoading) return <SkeletonRows count={5} />;
  if (sources.length > 0) {
    return <Chosen sources={sources} onTake={onTake} onClose={onClose} />;
  }
  return isAsked ? <p className={css.none} role="status">{texts.none}</p> : null;
}

function firstOf(own: Source[], lead: ReferenceValue | null): From {
  if (own.length > 0) return 'orders';
  return lead ? 'lead' : 'deal';
}

type TakeLinesProps = {
  /** Of the deal itself. */
  orders: Order[];
  /** The lead that the deal was born of. */
  lead: ReferenceValue | null;
  onTake: (lines: TakenLines) => void;
  onClose: () => void;
};

/** «Взять строки из…»: an order of 1C, another deal or a lead, in one act. */
export function TakeLinesDialog({ orders, lead: ownLead, onTake, onClose }: TakeLinesProps) {
  const own = ownSources(orders);
  const [from, setFrom] = useState<From>(() => firstOf(own, ownLead));
  const [deal, setDeal] = useState<ReferenceValue | null>(null);
  const [lead, setLead] = useState<ReferenceValue | null>(ownLead);
  const asked = from === 'deal' ? deal : from === 'lead' ? lead : null;
  const found = useTakeSources(
    { from, own, dealId: deal?.id ?? null, leadId: lead?.id ?? null });
  return (
    <Modal opened onClose={onClose} title={texts.title} size={680}>
      <div className={css.dialog}>
        <Select
          label={texts.from}
          data={FROMS.filter((value) => value !== 'orders' || own.length > 0)
            .map((value) => ({ value, label: texts.froms[value] }))}
          value={from}
          allowDeselect={false}
          onChange={(value) => setFrom((value ?? 'deal') as From)}
        />
        {from === 'deal' ? (
          <ReferenceSelect label={texts.deal} source="deals" value={deal} onChange={setDeal} />
        ) : null}
        {from === 'lead' ? (
          <ReferenceSelect label={texts.lead} source="leads" value={lead} onChange={setLead} />
        ) : null}
        <Found
          key={`${from} ${asked?.id}`}
          found={found}
          isAsked={asked !== null}
          onTake={onTake}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
