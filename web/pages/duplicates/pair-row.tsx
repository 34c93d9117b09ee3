import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { DuplicatePair, PairSide } from '#contract/duplicate-pairs';
import type { MergeEntity } from '#contract/merges';
import { paths } from '../../paths.ts';
import { ruDuplicates as texts } from '../../texts/ru-duplicates.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { formatDay } from '../../ui/format.ts';
import { Lock } from '../../ui/lock.tsx';
import { Tag } from '../../ui/tag.tsx';
import { dismissPair, restorePair } from './use-duplicates.ts';
import css from './duplicates.module.css';

const { card } = ruCompanies;

function factsOf(side: PairSide): string {
  return [
    side.inn ? `${card.inn} ${side.inn}` : null, side.kpp ? `${card.kpp} ${side.kpp}` : null,
    side.position, side.company,
  ].filter(Boolean).join(' · ');
}

function Side({ entity, side }: { entity: MergeEntity; side: PairSide }) {
  const to = entity === 'company' ? paths.company(side.id) : paths.contact(side.id);
  return (
    <div>
      <p className={css.name}>
        <Link to={to}>{side.name}</Link> {side.fromOnec ? <Lock /> : null}
      </p>
      <p className={css.quiet}>{factsOf(side)}</p>
      <p className={css.quiet}>
        {side.responsible ?? texts.nobody}, {texts.created(formatDay(side.createdAt))}
      </p>
    </div>
  );
}

function wordsOf({ entity, reasons }: DuplicatePair): string[] {
  return reasons.map((reason) =>
    (entity === 'contact' ? texts.reasonsOfPeople[reason] : undefined)
      ?? texts.reasons[reason] ?? reason);
}

function Acts({ pair, onMerge }: { pair: DuplicatePair; onMerge: () => void }) {
  const { a, b, may, dismissed } = pair;
  if (dismissed) {
    return may.dismiss ? (
      <Button
        variant="default"
        size="xs"
        aria-label={texts.restoreOf(a.name, b.name)}
        onClick={() => restorePair(pair)}
      >
        {texts.restore}
      </Button>
    ) : null;
  }
  return (
    <>
      {may.dismiss ? (
        <Button
          variant="default"
          size="xs"
          aria-label={texts.dismissOf(a.name, b.name)}
          onClick={() => dismissPair(pair)}
        >
          {texts.dismiss}
        </Button>
      ) : null}
      {may.merge ? (
        <Button
          variant="default"
          size="xs"
          aria-label={texts.mergeOf(a.name, b.name)}
          onClick={onMerge}
        >
          {texts.merge}
        </Button>
      ) : null}
    </>
  );
}

/** Two records side by side, why they may be one, and what to do about it. */
export function PairRow({ pair, onMerge }: { pair: DuplicatePair; onMerge: () => void }) {
  const { entity, a, b, confidence, dismissed } = pair;
  return (
    <li className={css.pair}>
      <Side entity={entity} side={a} />
      <Side entity={entity} side={b} />
      <div className={css.why}>
        {wordsOf(pair).map((words) => <Tag key={words}>{words}</Tag>)}
        <span className={css.percent}>
          {dismissed ? texts.dismissedBy(dismissed.by?.name ?? '', formatDay(dismissed.at))
            : texts.percent(confidence)}
        </span>
      </div>
      <div className={css.acts}><Acts pair={pair} onMerge={onMerge} /></div>
    </li>
  );
}
