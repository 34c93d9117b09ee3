import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { companyCandidates, companyChoose, managerMap } from '#contract/exchange';
import type { HeldItem } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { act } from './use-exchange.ts';
import css from './quarantine.module.css';

const { quarantine: texts } = ruExchange;

/** Who a manager of 1C is; everything that waits for the same one is healed. */
export function ManagerForm({ item }: { item: HeldItem }) {
  const [employee, setEmployee] = useState<ReferenceValue | null>(null);
  return (
    <div className={css.map}>
      <p className={css.hint}>{texts.mapHint}</p>
      <ReferenceSelect
        label={texts.mapPick}
        source="employees"
        value={employee}
        onChange={setEmployee}
      />
      <Button
        disabled={!employee}
        onClick={() => employee && act(
          call(managerMap, { params: { id: item.id }, body: { employeeId: employee.id } }),
          ({ healed }) => texts.mapped(healed))}
      >
        {texts.map}
      </Button>
    </div>
  );
}

/** Which of the companies with the same ИНН and КПП 1C means: one click, or any other by search. */
export function CompanyForm({ item }: { item: HeldItem }) {
  const [company, setCompany] = useState<ReferenceValue | null>(null);
  const { data } = useQuery(routeQuery(companyCandidates, { params: { id: item.id } }));
  const choose = (companyId: number) => act(
    call(companyChoose, { params: { id: item.id }, body: { companyId } }),
    () => texts.companyLinked);
  return (
    <div className={css.map}>
      <p className={css.hint}>{texts.companyHint}</p>
      {data?.items.map(({ id, name }) => (
        <Button key={id} variant="default" onClick={() => choose(id)}>{name}</Button>
      ))}
      <ReferenceSelect
        label={texts.companyPick}
        source="companies"
        value={company}
        onChange={setCompany}
      />
      <Button disabled={!company} onClick={() => company && choose(company.id)}>
        {texts.companyChoose}
      </Button>
    </div>
  );
}
