import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CompanyCard } from '#contract/customers';
import { isHidden, useSession } from '../../api/session.ts';
import { copyRequisites } from '../../form/requisites-text.ts';
import { paths } from '../../paths.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { ruRequisites } from '../../texts/ru-requisites.ts';
import { IconCopy } from '../../ui/icons.ts';
import { Tag } from '../../ui/tag.tsx';
import { Side } from '../../panel/side.tsx';
import { MergesSection } from '../merge/merges-section.tsx';
import { RelatedRecords } from '../related/related-records.tsx';
import { CompanyAddresses, CompanyBankAccounts } from './company-parts.tsx';
import { CompanyContacts } from './company-contacts.tsx';
import { CompanyRelations } from './company-relations.tsx';
import { Reaches } from './company-reaches.tsx';
import { CompanyRequisites } from './company-requisites.tsx';
import type { SaveCompany } from './use-company.ts';
import page from '../record/record-page.module.css';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;

/** The head and its branches: one ИНН, a КПП of its own each. */
function CompanyGroup({ company }: { company: CompanyCard }) {
  if (company.group.length === 0) return null;
  return (
    <section className={css.section} aria-label={texts.group}>
      <header className={css.head} title={texts.groupHint}><h2>{texts.group}</h2></header>
      <ul>
        {company.group.map((member) => (
          <li key={member.id} className={css.member} data-branch={!member.isHead || undefined}>
            <div className={css.contactWords}>
              {member.id === company.id ? <b>{member.name}</b> : (
                <Link className={css.dealLink} to={paths.company(member.id)}>{member.name}</Link>
              )}
              <p className={css.quiet}>
                {[member.isHead ? texts.head : texts.branch,
                  member.kpp ? `${texts.kpp} ${member.kpp}` : null].filter(Boolean).join(' · ')}
              </p>
            </div>
            {member.id === company.id ? <Tag>{texts.here}</Tag> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the company is, how to reach it and who works there. */
export function CompanySide({ isInPanel, ...props }: {
  company: CompanyCard; save: SaveCompany; isInPanel?: boolean;
}) {
  const { company } = props;
  const hidesReach = isHidden(useSession(), 'person.reach');
  return (
    <Side className={page.side} label={texts.requisites} isInPanel={isInPanel}>
      <header className={css.head}>
        <h2>{texts.requisites}</h2>
        <ActionIcon
          size={24}
          aria-label={ruRequisites.copy}
          title={ruRequisites.copy}
          onClick={() => copyRequisites(company)}
        >
          <IconCopy size={15} stroke={1.6} />
        </ActionIcon>
      </header>
      <CompanyRequisites {...props} />
      <CompanyRelations {...props} />
      <CompanyGroup company={company} />
      <section className={css.section} aria-label={texts.reaches}>
        <header className={css.head}><h2>{texts.reaches}</h2></header>
        {hidesReach ? <p className={css.quiet}>{texts.hiddenReaches}</p> : (
          <Reaches
            owner={{ companyId: company.id }}
            reaches={company.reaches}
            mayEdit={company.may.edit}
          />
        )}
        {!hidesReach && company.reaches.length === 0
          ? <p className={css.quiet}>{texts.noReaches}</p> : null}
      </section>
      <CompanyContacts company={company} />
      <CompanyAddresses company={company} />
      <CompanyBankAccounts company={company} />
      <RelatedRecords of={{ entity: 'company', entityId: company.id }} entities={['lead']} />
      <MergesSection entity="company" id={company.id} />
    </Side>
  );
}
