import type { CompanyCard } from '#contract/customers';
import { ClientMoney } from './client-money.tsx';
import css from './company-page.module.css';

/** What the company owes and what it has paid ahead: one figure each, no documents. */
export function CompanyMoney({ company }: { company: CompanyCard }) {
  return (
    <span className={css.money}><ClientMoney companyId={company.id} name={company.name} /></span>
  );
}
