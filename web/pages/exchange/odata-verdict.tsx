import type { OdataVerdict } from '#contract/odata';
import { ruOdata } from '../../texts/ru-odata.ts';
import { IconAlertTriangle, IconCheck } from '../../ui/icons.ts';
import css from './odata.module.css';

const { form: texts } = ruOdata;

/** What was tried, step by step, in the words of the server. */
export function OdataVerdictView({ verdict }: { verdict: OdataVerdict }) {
  return (
    <div className={css.steps} role="status" aria-label={texts.tried}>
      <p><b>{verdict.ok ? texts.good : texts.bad}</b></p>
      <ul>
        {verdict.steps.map(({ ok, isNote, text }) => {
          const isGood = ok && !isNote;
          const Icon = isGood ? IconCheck : IconAlertTriangle;
          return (
            <li key={text} data-step={isGood ? 'good' : ok ? 'note' : 'bad'}>
              <Icon size={14} stroke={1.75} aria-hidden />{text}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
