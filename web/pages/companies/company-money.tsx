import { useQuery } from '@tanstack/react-query';
import type { CompanyCard } from '#contract/customers';
import { companyDebt } from '#contract/payments';
import { routeQuery } from '../../api/query.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { formatMoney } from '../../ui/format.ts';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;

/** What the company owes and what it has paid ahead: one figure each, no documents. */
export function CompanyMoney({ company }: { company: CompanyCard }) {
  const { data } = useQuery(routeQuery(companyDebt, { params: { id: company.id } }));
  const debt = data?.debtKopecks ?? 0;
  const group = data?.groupDebtKopecks ?? 0;
  if (!debt && !group && !company.advanceKopecks) return null;
  return (
    <span className={css.money}>
      {debt || group ? (
        <span className={css.debt} title={texts.debtHint}>
          {texts.debt} <b>{formatMoney(debt)}</b>
          {group > debt ? ` ${texts.groupDebt(formatMoney(group))}` : ''}
        </span>
      ) : null}
      {company.advanceKopecks ? (
        <span className={css.advance} title={texts.advanceHint}>
          {texts.advance} <b>{formatMoney(company.advanceKopecks)}</b>
        </span>
      ) : null}
    </span>
  );
}
