import { COMPANY_RELATIONS } from '#contract/company-parts';
import type { CompanyRelation } from '#contract/company-parts';
import type { CompanyCard } from '#contract/customers';
import { InlineText } from '../../form/inline-text.tsx';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { Tag } from '../../ui/tag.tsx';
import type { SaveCompany } from './use-company.ts';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;

type Props = { company: CompanyCard; save: SaveCompany };

function toggle({ company, save }: Props, relation: CompanyRelation): void {
  const relations = company.relations.includes(relation)
    ? company.relations.filter((each) => each !== relation)
    : [...company.relations, relation];
  save({ label: texts.relations, body: { relations }, shown: { relations } });
}

function saveTags(save: SaveCompany, text: string | null): void {
  const tags = [...new Set((text ?? '').split(',').map((tag) => tag.trim()).filter(Boolean))];
  save({ label: texts.tags, body: { tags }, shown: { tags } });
}

const shownTags = (tags: readonly string[]) => (
  <span className={css.chips}>{tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</span>
);

/** What the company is to us, and the words by which we group such companies. */
export function CompanyRelations({ company, save }: Props) {
  const mayEdit = company.may.edit;
  const shown = mayEdit ? COMPANY_RELATIONS : company.relations;
  if (!mayEdit && shown.length === 0 && company.tags.length === 0) return null;
  return (
    <section className={css.section} aria-label={texts.relations}>
      <header className={css.head}><h2>{texts.relations}</h2></header>
      <div className={css.chips}>
        {shown.map((relation) => (mayEdit ? (
          <button
            key={relation}
            type="button"
            className={css.chip}
            aria-pressed={company.relations.includes(relation)}
            onClick={() => toggle({ company, save }, relation)}
          >
            {texts.relationNames[relation]}
          </button>
        ) : <Tag key={relation}>{texts.relationNames[relation]}</Tag>))}
      </div>
      <div className={css.tagRow}>
        <span className={css.quiet} title={texts.tagsHint}>{texts.tags}</span>
        {mayEdit ? (
          <InlineText
            label={`${texts.tags}, ${texts.tagsHint}`}
            value={company.tags.join(', ') || null}
            maxLength={600}
            shown={company.tags.length > 0 ? shownTags(company.tags) : undefined}
            onSave={(text) => saveTags(save, text)}
          />
        ) : shownTags(company.tags)}
      </div>
    </section>
  );
}
