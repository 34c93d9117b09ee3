import { COMPANY_RELATIONS } from '#contract/company-parts';
import type { CompanyRelation } from '#contract/company-parts';
import { ruCells } from '../texts/ru-cells.ts';
import { ruCompanies } from '../texts/ru-companies.ts';
import type { Draft } from './mass-draft.ts';
import css from './mass.module.css';

type Side = 'add' | 'remove';
type RelateFieldsProps = {
  draft: Draft; set: (patch: Partial<Draft>) => void; need: string | null;
};

const OTHER: Record<Side, Side> = { add: 'remove', remove: 'add' };

/** One relation is either added or taken away. */
function toggled(now: Draft['relations'], side: Side, relation: CompanyRelation) {
  const without = (list: CompanyRelation[]) => list.filter((each) => each !== relation);
  const mine = now[side].includes(relation) ? without(now[side]) : [...now[side], relation];
  return { ...now, [side]: mine, [OTHER[side]]: without(now[OTHER[side]]) };
}

/** What companies are to us: dealers, suppliers, several things at once. */
export function RelateFields({ draft, set, need }: RelateFieldsProps) {
  const { relations } = draft;
  return (
    <>
      {(['add', 'remove'] as const).map((side) => {
        const label = side === 'add' ? ruCells.relateAdd : ruCells.relateRemove;
        return (
          <fieldset key={side} className={css.relations}>
            <legend>{label}</legend>
            {COMPANY_RELATIONS.map((relation) => (
              <button
                key={relation}
                type="button"
                className={css.relation}
                aria-pressed={relations[side].includes(relation)}
                onClick={() => set({ relations: toggled(relations, side, relation) })}
              >
                {ruCompanies.card.relationNames[relation]}
              </button>
            ))}
          </fieldset>
        );
      })}
      <p className={css.hint} role={need ? 'alert' : undefined}>{need ?? ruCells.relateHint}</p>
    </>
  );
}
