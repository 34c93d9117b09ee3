import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dealsList } from '#contract/deals';
import { dealChoice, dealChoose } from '#contract/exchange';
import type { DealChoice, HeldItem, MeantDeal } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { formatMoney } from '../../ui/format.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { act } from './use-exchange.ts';
import css from './quarantine.module.css';

const { deal: texts } = ruExchange.quarantine;
const LIKELY_MAX = 6;

type Choose = (choice: MeantDeal) => void;

/** Open deals of the client that have no order: the one that was meant is most often here. */
function Likely({ companyId, onChoose }: { companyId: number; onChoose: Choose }) {
  const { data } = useQuery(routeQuery(dealsList, {
    query: {
      filter: JSON.stringify({
        companyId: { eq: companyId }, isOpen: { eq: true }, withoutOrder: { eq: true },
      }),
      sort: '-createdAt', limit: String(LIKELY_MAX),
    },
  }));
  if (!data || data.items.length === 0) return null;
  return (
    <ul className={css.likely} aria-label={texts.likely}>
      {data.items.map((deal) => (
        <li key={deal.id}>
          <Button
            variant="default"
            fullWidth
            justify="start"
            onClick={() => onChoose({ dealId: deal.id })}
          >
            {`${deal.number} · ${deal.title}`}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Pick({ choice, onChoose }: { choice: DealChoice; onChoose: Choose }) {
  const [deal, setDeal] = useState<ReferenceValue | null>(null);
  const { responsible: known } = choice;
  const [person, setPerson] = useState<ReferenceValue | null>(
    known ? { id: known.id, title: known.name } : null);
  return (
    <>
      <ReferenceSelect label={texts.pick} source="deals" value={deal} onChange={setDeal} />
      <Button disabled={!deal} onClick={() => deal && onChoose({ dealId: deal.id })}>
        {texts.choose}
      </Button>
      <ReferenceSelect
        label={texts.responsible}
        source="employees"
        value={person}
        onChange={setPerson}
      />
      <Button
        variant="default"
        disabled={!person}
        onClick={() => person && onChoose({ responsibleId: person.id })}
      >
        {texts.make}
      </Button>
    </>
  );
}

/** Which deal an order meant; whatever else names the same one is healed with it. */
export function DealForm({ item }: { item: HeldItem }) {
  const reading = useQuery(routeQuery(dealChoice, { params: { id: item.id } }));
  const choose: Choose = (body) => act(
    call(dealChoose, { params: { id: item.id }, body }),
    ({ healed }) => (healed > 0 ? texts.done(healed) : texts.stillWaits));
  const { data } = reading;
  if (!data) return <ReadingState of={reading} title={texts.failed} rows={3} />;
  return (
    <div className={css.map}>
      <p>{texts.order(data.number, data.title, formatMoney(data.totalKopecks))}</p>
      <p className={css.hint}>{texts.hint(data.named)}</p>
      {data.waiting > 1 ? <p className={css.hint}>{texts.waiting(data.waiting - 1)}</p> : null}
      {data.company ? <Likely companyId={data.company.id} onChoose={choose} /> : null}
      <Pick choice={data} onChoose={choose} />
    </div>
  );
}
