import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { companyDebt } from '#contract/payments';
import type { CompanyDebt } from '#contract/payments';
import { routeQuery } from '../../api/query.ts';
import { paths } from '../../paths.ts';
import { ruMoney } from '../../texts/ru-money.ts';
import { formatMoney } from '../../ui/format.ts';
import { Lock } from '../../ui/lock.tsx';
import css from './client-money.module.css';

const { company: texts } = ruMoney;

type Seen = { kopecks: number; field: 'receivableKopecks' | 'overdueKopecks' };

/** The list of the reader's own deals that adds up to the figure it is opened from. */
function SeenLink({ companyId, seen, children }: {
  companyId: number; seen: Seen; children: ReactNode;
}) {
  const filter = JSON.stringify({ company: { eq: companyId }, [seen.field]: { gt: 0 } });
  return (
    <Link className={css.link} to={paths.dealsList()} search={{ filter, sort: `-${seen.field}` }}>
      {children}
    </Link>
  );
}

/** A sum that leads to its deals; of what others sell only the reader's own part does. */
function Owed({ label, kopecks, companyId, seen }: {
  label: string; kopecks: number; companyId: number; seen: Seen | null;
}) {
  if (kopecks === 0) return null;
  const isWhole = seen?.kopecks === kopecks;
  const sum = <b className={css.bad}>{formatMoney(kopecks)}</b>;
  return (
    <span className={css.figure}>
      {label} {isWhole ? <SeenLink companyId={companyId} seen={seen}>{sum}</SeenLink> : sum}
      {seen && !isWhole && seen.kopecks > 0 ? (
        <>
          {' '}
          <SeenLink companyId={companyId} seen={seen}>
            {texts.seen(formatMoney(seen.kopecks))}
          </SeenLink>
        </>
      ) : null}
    </span>
  );
}

function Plain({ label, kopecks, meaning }: {
  label: string; kopecks: number | null; meaning: 'ok' | 'warn';
}) {
  if (!kopecks) return null;
  return (
    <span className={css.figure}>
      {label} <b className={meaning === 'ok' ? css.ok : css.warn}>{formatMoney(kopecks)}</b>
    </span>
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
  const { data } = useQuery(routeQuery(companyDebt, { params: { id: companyId } }));
  if (!data?.seen) return null;
  if (isClear(data)) {
    return saysClear ? <p className={css.clear}>{texts.clear}</p> : null;
  }
  const { debtKopecks, groupDebtKopecks, overdueKopecks, seen } = data;
  const debt = debtKopecks ?? 0;
  const group = groupDebtKopecks ?? 0;
  return (
    <div className={css.money} role="group" aria-label={texts.owes(name)}>
      <Owed label={texts.debt} kopecks={debt} companyId={companyId}
        seen={{ kopecks: seen.debtKopecks, field: 'receivableKopecks' }}
      />
      {group > debt ? (
        <span className={css.figure}>{texts.group(formatMoney(group))}</span>
      ) : null}
      <Owed label={texts.overdue} kopecks={overdueKopecks ?? 0} companyId={companyId}
        seen={{ kopecks: seen.overdueKopecks, field: 'overdueKopecks' }}
      />
      <Plain label={texts.credit} kopecks={data.creditKopecks} meaning="warn" />
      <Plain label={texts.advance} kopecks={data.advanceKopecks} meaning="ok" />
      {data.otherCurrencies.map(({ currency, debtKopecks: owed, overdueKopecks: late }) => (
        <span key={currency} className={css.figure}>
          {texts.inCurrency(currency)} <b>{formatMoney(Math.max(owed, late)).replace('₽', '')}</b>
        </span>
      ))}
      <Lock />
    </div>
  );
}
