import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { dealRead } from '#contract/deals';
import type { DealCard } from '#contract/deals';
import type { DealMoney } from '#contract/payments';
import { routeQuery } from '../../api/query.ts';
import { useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatClock, formatDay } from '../../ui/format.ts';
import { MoneyStrip } from '../../ui/money-strip.tsx';
import { Page } from '../../ui/page.tsx';
import { PropertyList } from '../../ui/property-list.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { moneyCells } from '../deals/money-cells.tsx';
import { toTimeline } from '../history/to-timeline.tsx';
import { useHistory } from '../history/use-history.ts';
import { useNames } from '../history/use-names.ts';
import { useLineLayout } from '../offer/use-line-layout.ts';
import { OfferLines } from './offer-lines.tsx';
import { OrderLines } from './order-lines.tsx';
import { PaymentsTab } from './payments-tab.tsx';
import { useDealMoney } from './use-deal-money.ts';
import css from './print-page.module.css';

const { print: texts, props: names } = ruDeal;
const PARTS = ['goods', 'payments', 'history'] as const;
type Part = (typeof PARTS)[number];

function Head({ deal }: { deal: DealCard }) {
  return (
    <header>
      <p className={css.number}>{deal.number}</p>
      <h1 className={css.title}>{deal.title}</h1>
      <div className={css.strip}><MoneyStrip cells={moneyCells(deal)} /></div>
      <PropertyList
        items={[
          { label: names.ownEntity, value: deal.ownEntity?.name },
          { label: names.company, value: deal.company?.name },
          { label: names.contact, value: deal.contact?.name },
          { label: names.responsible, value: deal.responsible?.name },
          { label: names.department, value: deal.department?.name },
          { label: names.project, value: deal.projectName },
          { label: names.address, value: deal.address },
          { label: names.orders, value: deal.orderNumbers.join(', ') },
        ].filter(({ value }) => value)}
      />
    </header>
  );
}

function History({ dealId }: { dealId: number }) {
  const { items } = useHistory({ entity: 'deal', entityId: dealId });
  const words = useNames();
  return (
    <section>
      <h2 className={css.heading}>{texts.history}</h2>
      <Timeline label={texts.history} items={toTimeline(items, { names: words })} />
    </section>
  );
}

/** A sheet of paper does not say what may come. */
const hasPayments = ({ payments, invoices, orders }: DealMoney) =>
  payments.length + invoices.length > 0 || orders.some(({ stages }) => stages.length > 0);

function Sheet({ deal, parts }: { deal: DealCard; parts: ReadonlySet<Part> }) {
  const { data: money } = useDealMoney(deal.id, deal.may.seeMoney);
  const { layout } = useLineLayout(`p${deal.pipelineId}`);
  const hidden = new Set(layout.hiddenOnec);
  const { employee } = useSession();
  const [madeAt] = useState(() => new Date().toISOString());
  return (
    <article className={css.sheet}>
      <Head deal={deal} />
      {parts.has('goods') ? (
        <section className={css.tables}>
          <h2 className={css.heading}>{texts.goods}</h2>
          {money?.orders.map((order) => (
            <OrderLines key={order.uid} order={order} hidden={hidden} />
          ))}
          {deal.lines.length > 0 ? <OfferLines deal={deal} /> : null}
        </section>
      ) : null}
      {parts.has('payments') && money && hasPayments(money) ? (
        <section className={css.tables}>
          <h2 className={css.heading}>{texts.payments}</h2>
          <PaymentsTab money={money} />
        </section>
      ) : null}
      {parts.has('history') ? <History dealId={deal.id} /> : null}
      <p className={css.foot}>
        {texts.made(`${formatDay(madeAt)}, ${formatClock(madeAt)}`, employee.name)}
      </p>
    </article>
  );
}

/** A deal on A4: what is chosen above is printed, the rest of the screen is not. */
export function PrintPage() {
  const { dealId } = useParams({ strict: false }) as { dealId?: string };
  const id = Number(dealId);
  const { data: deal, error, refetch } = useQuery(routeQuery(dealRead, { params: { id } }));
  const [parts, setParts] = useState<ReadonlySet<Part>>(new Set(['goods', 'payments']));
  const shown = deal
    ? PARTS.filter((part) => part !== 'payments' || deal.may.seeMoney) : [];
  const toggle = (part: Part) => setParts((now) => new Set(PARTS.filter((each) =>
    (each === part ? !now.has(each) : now.has(each)))));
  return (
    <Page title={deal ? `${deal.number} ${deal.title}` : ''}>
      <div className={css.page}>
        <div className={css.tools} role="group" aria-label={texts.parts}>
          {shown.map((part) => (
            <Checkbox
              key={part}
              size="xs"
              label={texts[part]}
              checked={parts.has(part)}
              onChange={() => toggle(part)}
            />
          ))}
          <span className={css.space} />
          {deal ? (
            <Button variant="default" component={Link} to={paths.deal(id)}>{texts.back}</Button>
          ) : null}
          {deal ? <Button onClick={() => window.print()}>{texts.print}</Button> : null}
        </div>
        {deal ? <Sheet deal={deal} parts={parts} /> : null}
        {!deal && error ? (
          <ErrorState error={error} title={texts.missing} onRetry={() => void refetch()} />
        ) : null}
        {!deal && !error ? <SkeletonRows count={10} /> : null}
      </div>
    </Page>
  );
}
