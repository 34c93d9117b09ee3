import type { LeadCard, LeadReach } from '#contract/leads';
import { InlineText } from '../../form/inline-text.tsx';
import { ru } from '../../texts/ru.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { splitReaches } from '../leads/split-reaches.ts';
import { reachHref } from './reach-href.ts';
import type { LeadEditor } from './use-lead.ts';
import css from './lead-properties.module.css';

const { props: names } = ruLeads;

type ReachRowProps = {
  lead: LeadCard; save: LeadEditor['save']; kind: LeadReach['kind']; label: string;
};

/** Who answers and when stands after the number: typed so, it is read back the same. */
const spelled = ({ display, note }: LeadReach) => (note ? `${display} ${note}` : display);

/** Every number as a link, and under them the field where the list is edited as one text. */
export function ReachRow({ lead, save, kind, label }: ReachRowProps) {
  if (!lead.may.seeReach) return <span className={css.hidden}>{names.hidden}</span>;
  const reaches = lead.reaches.filter((reach) => reach.kind === kind);
  if (reaches.length === 0 && !lead.may.edit) {
    return <span className={css.hidden}>{ru.common.notSet}</span>;
  }
  const field = kind === 'phone' ? 'phones' : 'emails';
  return (
    <span className={css.reaches}>
      {reaches.map((reach) => (
        <span key={reach.display}>
          <a className={css.reach} href={reachHref(reach)}>{reach.display}</a>
          {reach.note ? <span className={css.note}>{reach.note}</span> : null}
        </span>
      ))}
      {lead.may.edit ? (
        <InlineText
          label={label}
          value={reaches.map(spelled).join(', ') || null}
          maxLength={1000}
          shown={<span className={css.hidden}>{ruLeads.props.edit}</span>}
          onSave={(text) => save({
            label, body: { [field]: splitReaches(text ?? '') }, shown: {},
          })}
        />
      ) : null}
    </span>
  );
}
