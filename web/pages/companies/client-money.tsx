import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { companyDebt } from '#contract/payments';
import type { CompanyDebt } from '#contract/payments';
import { queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';
import { paths } from '../../paths.ts';
import { ruMoney } from '../../texts/ru-money.ts';
import { formatIn, formatMoney } from '../../ui/format.ts';
import { Lock } from '../../ui/lock.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import css from './client-money.module.css';

const { company: texts } = ruMoney;
/** A push of 1C may bring hundreds of changes: the debt is read anew at most so often. */
const REFRESH_MS = 3000;

/** A debt is nobody's joy, a deferral is a warning, money ahead is good. */
type Meaning = 'bad' | 'warn' | 'ok';

type FigureProps = {
  label: string;
  kopecks: number | null;
  meaning: Meaning;
  currency?: string | undefined;
  /** What the reader's own list adds up to, and the way to it. */
  seen?: number;
  link?: (children: ReactNode) => ReactNode;
};

/** A sum that leads to its list; of what others sell only the reader's own part does. */
function Figure({ label, kopecks, meaning, currency, seen = 0, link }: FigureProps) {
  if (!kopecks) return null;
  const sum = <b className={css[meaning]}>{formatIn(kopecks, currency)}</b>;
  return (
    <span>
      {label} {link && seen === kopecks ? link(sum) : sum}
      {link && seen !== kopecks && seen !== 0 ? (
        <>{' '}{link(texts.seen(formatIn(seen, currency)))}</>
      ) : null}
    </span>
  );
}

/** The list behind a figure of the reports: stages of payment, or payments that no order claims. */
const partsLink = (report: string, cell: object, currency?: string) => (children: ReactNode) => (
  <Link className={css.link} to={paths.money()}
    search={{ report, cell: JSON.stringify(cell), ...(currency ? { currency } : {}) } as never}
  >
    {children}
  </Link>
);

type Sums = Pick<CompanyDebt, 'debtKopecks' | 'overdueKopecks' | 'creditKopecks' | 'advanceKopecks'>
  & { seen: NonNullable<CompanyDebt['seen']> };

/** Of one currency: they are never added to each other and never converted. */
function InCurrency({ companyId, money, currency, group }: {
  companyId: number; money: Sums; currency?: string;
  /** What stands beside the debt. */
  group?: ReactNode;
}) {
  const company = { eq: companyId };
  const { seen } = money;
  return (
    <>
      <Figure label={texts.debt} kopecks={money.debtKopecks} meaning="bad" currency={currency}
        seen={seen.debtKopecks} link={partsLink('receivables', { company }, currency)}
      />
      {group}
      <Figure label={texts.overdue} kopecks={money.overdueKopecks} meaning="bad"
        currency={currency} seen={seen.overdueKopecks}
        link={partsLink('expected', { company, payOn: { lt: 'today' } }, currency)}
      />
      <Figure label={texts.credit} kopecks={money.creditKopecks} meaning="warn"
        currency={currency} seen={seen.creditKopecks}
        link={partsLink('deferrals', { company, payOn: { gte: 'today' } }, currency)}
      />
      <Figure label={texts.advance} kopecks={money.advanceKopecks} meaning="ok"
        currency={currency} seen={seen.advanceKopecks}
        link={partsLink('advances', { company }, currency)}
      />
    </>
  );
}

const isClear = (money: CompanyDebt) => !money.debtKopecks && !money.groupDebtKopecks
  && !money.overdueKopecks && !money.creditKopecks && !money.advanceKopecks
  && money.otherCurrencies.length === 0;

/**
 * What a client owes, is late with, has on credit and has paid ahead: before a new deal, on its
 * card and on the company's own. Nothing for whoever may not see sums.
 */
export function ClientMoney({ companyId, name, saysClear }: {
  companyId: number; name: string; saysClear?: boolean;
}) {
  const asked = routeQuery(companyDebt, { params: { id: companyId } });
  const { data, isPending } = useQuery(asked);
  const refresh = useThrottled(
    () => void queryClient.invalidateQueries({ queryKey: asked.queryKey }), REFRESH_MS);
  useChanges('company', companyId, refresh);
  useChanges('deal', null, refresh);
  useChanges('money', null, refresh);
  if (isPending && saysClear) return <Skeleton width={112} />;
  if (!data?.seen) return null;
  if (isClear(data)) {
    return saysClear ? <p className={css.clear}>{texts.clear}</p> : null;
  }
  const { seen, otherCurrencies } = data;
  const group = data.groupDebtKopecks ?? 0;
  const isMore = group > (data.debtKopecks ?? 0);
  return (
    <div className={css.money} role="group" aria-label={texts.owes(name)}>
      <InCurrency companyId={companyId} money={{ ...data, seen }}
        group={isMore ? <span>{texts.group(formatMoney(group))}</span> : null}
      />
      {otherCurrencies.map(({ currency, ...money }) => (
        <InCurrency key={currency} companyId={companyId} money={money} currency={currency} />
      ))}
      <span className={css.lock}><Lock /></span>
    </div>
  );
}
