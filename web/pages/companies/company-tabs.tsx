import { Switch } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { CompanyCard } from '#contract/customers';
import { allows, useSession } from '../../api/session.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { FilesPanel } from '../files/files-panel.tsx';
import { HistoryList } from '../history/history-list.tsx';
import { RecordTasks } from '../tasks/record-tasks.tsx';
import {
  OtherDepartments, RecordDeals, useOtherDepartments, useRecordDeals,
} from './company-deals.tsx';
import type { CompanySearch, CompanyTab } from './company-search.ts';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;

/** Of the card alone, or of every card with the same ИНН. */
function useGroupDeals(company: CompanyCard, enabled: boolean) {
  const [isWhole, setWhole] = useState(false);
  const ids = isWhole ? company.group.map((member) => member.id) : [company.id];
  return { isWhole, setWhole, deals: useRecordDeals({ field: 'company', ids }, enabled) };
}

function CompanyDeals({ company, group }: {
  company: CompanyCard; group: ReturnType<typeof useGroupDeals>;
}) {
  const { isWhole, setWhole, deals } = group;
  return (
    <>
      {company.group.length > 0 ? (
        <div className={css.switch}>
          <Switch
            size="xs"
            label={texts.groupDeals(company.group.length)}
            checked={isWhole}
            onChange={(event) => setWhole(event.currentTarget.checked)}
          />
        </div>
      ) : null}
      <RecordDeals deals={deals} none={texts.noDeals} hint={texts.noDealsHint} />
    </>
  );
}

export function CompanyTabs({ company }: { company: CompanyCard }) {
  const seesDeals = allows(useSession(), 'deal', 'read');
  const { tab = seesDeals ? 'deals' : 'others' }: CompanySearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const group = useGroupDeals(company, seesDeals);
  const { data: others } = useOtherDepartments(company.id);
  const of = { entity: 'company', entityId: company.id };
  const counted = (count: number | undefined) => (count ? { count } : {});
  return (
    <Tabs<CompanyTab>
      label={texts.tabs.label}
      value={tab}
      onChange={(next) => void navigate({ to: '.', search: { tab: next }, replace: true })}
      items={[
        ...(seesDeals ? [{
          value: 'deals' as const, label: texts.tabs.deals, ...counted(group.deals.data?.total),
        }] : []),
        { value: 'others', label: texts.tabs.others, ...counted(others?.length) },
        { value: 'tasks', label: texts.tabs.tasks },
        { value: 'files', label: texts.tabs.files },
        { value: 'history', label: texts.tabs.history },
      ]}
    >
      {tab === 'deals' ? <CompanyDeals company={company} group={group} /> : null}
      {tab === 'others' ? <OtherDepartments companyId={company.id} /> : null}
      {tab === 'tasks' ? <RecordTasks of={of} /> : null}
      {tab === 'files' ? <FilesPanel of={of} /> : null}
      {tab === 'history' ? <HistoryList of={of} mayComment withRelated /> : null}
    </Tabs>
  );
}
